--
-- How the page looks: on screens of any width, light and dark, and on paper.
-- Text has a contrast of 4.5 and more, marks of 3 and more.
--
CREATE FUNCTION pg_temp.style() RETURNS text
LANGUAGE sql IMMUTABLE AS $style$ SELECT '
:root { color-scheme: light dark; --paper: #ffffff; --ink: #1b1f27; --faint: #5c6370; --rule: #d5d9e0; --track: #eef0f4; --link: #1d56a3; --shade: #1b1f2759; --line: #1b1f27; --c: #5c6370 }
.c1 { --c: #226bc0 } .c2 { --c: #a94e00 } .c3 { --c: #067f5c } .c4 { --c: #9a4694 } .c5 { --c: #7b6c01 }
.c6 { --c: #7455b8 } .c7 { --c: #b2403d } .c8 { --c: #037a84 } .c9 { --c: #507b07 } .c10 { --c: #af3d60 }
.c11 { --c: #354182 } .c12 { --c: #653d05 } .c13 { --c: #03544b } .c14 { --c: #702a52 } .c15 { --c: #444e05 }
.c16 { --c: #5c3371 } .c17 { --c: #762f0b } .c18 { --c: #005065 } .c19 { --c: #0a5722 } .c20 { --c: #782a2a }
.c0 { --c: #5c6370 }
@media screen and (prefers-color-scheme: dark) {
	:root { --paper: #16181d; --ink: #e7e9ee; --faint: #a9b0bd; --rule: #3a3f4a; --track: #252932; --link: #8cbcff; --shade: #ffffff59; --line: #ffffff }
	.c1 { --c: #7cb4fc } .c2 { --c: #f39762 } .c3 { --c: #4fcb9c } .c4 { --c: #df92d8 } .c5 { --c: #c4b345 }
	.c6 { --c: #b7a0fb } .c7 { --c: #f98f87 } .c8 { --c: #21c7d7 } .c9 { --c: #96c166 } .c10 { --c: #f58ca6 }
	.c11 { --c: #c2cffd } .c12 { --c: #f9c691 } .c13 { --c: #8ae5d6 } .c14 { --c: #feb9db } .c15 { --c: #cbda96 }
	.c16 { --c: #e6c0fc } .c17 { --c: #ffc1a7 } .c18 { --c: #8cdffc } .c19 { --c: #a9e2b0 } .c20 { --c: #ffbeba }
	.c0 { --c: #a9b0bd }
}
/* the whole page */
* { box-sizing: border-box }
html { -webkit-text-size-adjust: 100% }
body { margin: 0 auto; max-width: 70rem; padding: 1rem; background: var(--paper); color: var(--ink); font: 1rem/1.45 system-ui, "Noto Sans", sans-serif; overflow-wrap: break-word }
h1, bdi, .exact { overflow-wrap: anywhere }
:is(td, th) bdi:not(.long) { overflow-wrap: break-word; word-break: keep-all }
:is(td, th) .long { min-width: 6rem }
h1 { font-size: 1.6rem; line-height: 1.2; margin: .5rem 0 0 }
h2 { font-size: 1.3rem; margin: 2.5rem 0 .5rem; padding-top: .75rem; border-top: 1px solid var(--rule) }
h3 { font-size: 1rem; margin: 0 }
header p, .note, small, caption, footer { color: var(--faint) }
p { margin: .25rem 0 .75rem; max-width: 42rem }
header p { margin: .25rem 0 }
a { color: var(--link) }
a:focus-visible, summary:focus-visible, .frame:focus-visible { outline: 3px solid var(--link); outline-offset: 2px }
/* the result */
#result { margin: 1rem 0; padding: 1rem; border: 1px solid var(--rule); border-left: .4rem solid var(--link); border-radius: .3rem }
.winner { font-size: 2rem; line-height: 1.15; font-weight: 700; margin: 0 0 .25rem }
.elected { padding-left: 1.5rem }
.elected li { font-size: 1.2rem; font-weight: 700; margin: .2rem 0 }
.elected .note { font-size: 1rem; font-weight: 400 }
.facts { display: grid; grid-template-columns: repeat(auto-fill, minmax(8rem, 1fr)); gap: .5rem 1rem; margin: 1rem 0 0 }
.facts dt { color: var(--faint); font-size: .875rem }
.facts + .note { margin: .75rem 0 0 }
.facts dd { margin: 0; font-weight: 600; font-variant-numeric: tabular-nums }
nav ul { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; list-style: none; padding: 0; margin: 0 }
nav a { display: inline-block; padding: .25rem 0 }
/* candidates and their numbers */
.candidate { display: inline-flex; gap: .35em; align-items: baseline }
.key { display: inline-block; flex: none; white-space: nowrap; min-width: 1.5em; padding: 0 .3em; border-radius: .25em; background: var(--c); color: var(--paper); font-size: .8125em; line-height: 1.5; text-align: center; font-weight: 600; font-variant-numeric: tabular-nums }
/* tables */
table { border-collapse: collapse; font-variant-numeric: tabular-nums }
.count caption { text-align: left; padding: .25rem 0; font-size: .875rem }
th { font-weight: 600; text-align: left }
thead th { font-size: .875rem; vertical-align: bottom }
th, td { padding: .3rem 0 .3rem 1rem; border-bottom: 1px solid var(--rule); vertical-align: top }
td { text-align: right }
th:first-child { padding-left: 0 }
thead th:not(:first-child) { text-align: right }
.words :is(th, td):nth-child(2) { text-align: left }
.wide, .bars { width: 100% }
tbody th { font-weight: 400 }
td small { display: block }
.frame { overflow-x: auto; margin: .5rem 0 1rem }
/* a shade at the edge behind which there is more, covered by paper that scrolls along */
.frame { background: linear-gradient(to right, var(--paper) 1rem, transparent) left, linear-gradient(to left, var(--paper) 1rem, transparent) right,
	linear-gradient(to right, var(--shade), transparent) left, linear-gradient(to left, var(--shade), transparent) right;
	background-repeat: no-repeat; background-size: 2.5rem 100%, 2.5rem 100%, 1rem 100%, 1rem 100%; background-attachment: local, local, scroll, scroll }
.sideways { display: none; margin: .25rem 0 }
@media screen and (max-width: 30rem) {
	.sideways { display: block }
}
.frame th:first-child { min-width: 7.5rem; max-width: 16rem; position: sticky; left: 0; background: var(--paper) }
/* panels of bars */
.panels { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 19rem), 1fr)); gap: 1.5rem 2rem }
.panel p { margin: 0 0 .25rem }
table:not(.count table) caption, .unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap }
.bars th, .bars td { border: 0; padding-top: .15rem; padding-bottom: 0 }
.bars td { width: 1%; white-space: nowrap }
.bars .exact { width: auto; min-width: 7rem; white-space: normal }
.bars .picture td { padding: .1rem 0 .2rem; width: auto }
.track { position: relative; height: .6rem; background: var(--track); border-radius: .15rem }
.bar { height: 100%; background: var(--c); border-radius: .15rem }
.line { position: absolute; top: 0; bottom: -.2rem; border-left: 2px solid var(--line) }
.bar, .key, .block, .line, path { forced-color-adjust: none; print-color-adjust: exact; -webkit-print-color-adjust: exact }
/* the Sankey chart */
figure { margin: 1rem 0 }
.legend { display: flex; flex-wrap: wrap; gap: .25rem 1rem; list-style: none; margin: 0 0 .75rem; padding: 0 }
.step { display: grid; grid-template-columns: 2rem 1fr }
.step .round { font-weight: 600; line-height: 1.6rem }
.blocks { display: flex; height: 1.6rem }
.step svg { grid-column: 2; width: 100%; height: 3rem; display: block }
.block { container-type: inline-size; display: flex; flex: none; height: 100%; overflow: hidden; white-space: nowrap; background: var(--c); color: var(--paper); border-right: 1px solid var(--paper); line-height: 1.6rem }
.block .key { background: none; padding: 0; flex: 1 0 auto; line-height: inherit }
.block .label { display: none; overflow: hidden; text-overflow: ellipsis; font-size: .875rem; padding-right: .3rem }
@container (max-width: 1.4rem) {
	.block .key { visibility: hidden }
}
@container (min-width: 5rem) {
	.block .key { flex: none; padding: 0 .2rem }
	.block .label { display: block }
}
path { fill: var(--c) }
.stays { opacity: .3 }
.moves { opacity: .75 }
/* what is folded */
details { margin: .5rem 0 }
summary { cursor: pointer; color: var(--link); padding: .25rem 0 }
pre { font-size: .8125rem; line-height: 1.35; margin: 0 }
footer { margin: 3rem 0 1rem; padding-top: .75rem; border-top: 1px solid var(--rule); font-size: .875rem }
/* paper */
@page { size: A4; margin: 14mm }
@media print {
	body { padding: 0; max-width: none; font-size: 9.5pt }
	nav, #sheet { display: none }
	h2 { break-after: avoid; margin-top: 1.25rem }
	.step, .bars tbody, tr, li, #result { break-inside: avoid }
	h3, .panel > p { break-after: avoid }
	.step svg { height: 1.8rem }
	th, td { padding-top: .15rem; padding-bottom: .15rem }
	.frame { overflow: visible; background: none }
	.panels { grid-template-columns: 1fr 1fr; gap: 1rem }
	.frame table { font-size: 8.5pt }
	.track { border: 1px solid var(--rule) }
	details:not([open]) { display: none }
	summary { list-style: none; color: inherit }
}
' $style$;
