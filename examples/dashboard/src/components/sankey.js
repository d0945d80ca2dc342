import { sankey, sankeyLinkHorizontal } from "d3-sankey";
import { svg } from "htl";
import { colour_of } from "./colours.js";

// The candidate of a node: its name without the round.
const candidate = (node) => node.replace(/ \(\d+\)$/, "");
const round = (node) => Number(node.match(/\((\d+)\)$/)[1]);

// Votes from round to round, each ribbon in the colour of whom it leaves.
export function flows(rows, scale, { width, height = 360 }) {
  if (!rows.length) return svg`<svg width=${width} height=20>`;
  const names = [...new Set(rows.flatMap((row) => [row.source, row.target]))];
  const first = Math.min(...names.map(round));
  const { nodes, links } = sankey()
    .nodeId((node) => node.name)
    .nodeAlign((node) => round(node.name) - first)
    .nodeWidth(12).nodePadding(10)
    .extent([[0, 20], [width, height - 4]])({
      nodes: names.map((name) => ({ name })),
      links: rows.map((row) => ({ source: row.source, target: row.target, value: row.votes_chart }))
    });
  const last = Math.max(...names.map(round));
  const say = new Intl.NumberFormat("en").format;
  const label = (node) => round(node.name) === last
    ? { x: node.x0 - 4, anchor: "end" } : { x: node.x1 + 4, anchor: "start" };
  return svg`<svg width=${width} height=${height} viewBox=${[0, 0, width, height]} role="img" aria-label="Votes from round to round; the table of rounds has the numbers" style="font: 12px var(--sans-serif); max-width: 100%">
    ${[...new Set(nodes.map((node) => node.x0))].sort((a, b) => a - b).map((x, n, all) =>
      svg`<text x=${n === all.length - 1 ? width : x} y=12 text-anchor=${n === all.length - 1 ? "end" : "start"} fill="currentColor" opacity=0.8>Round ${n + first}</text>`)}
    ${links.map((link) => svg`<path d=${sankeyLinkHorizontal()(link)} fill="none" stroke=${colour_of(scale, candidate(link.source.name))}
      stroke-opacity=${candidate(link.source.name) === candidate(link.target.name) ? 0.25 : 0.7} stroke-width=${Math.max(1, link.width)}>
      <title>${link.source.name} to ${link.target.name}: ${say(link.value)}</title></path>`)}
    ${nodes.map((node) => svg`<rect x=${node.x0} y=${node.y0} width=${node.x1 - node.x0} height=${Math.max(1, node.y1 - node.y0)} fill=${colour_of(scale, candidate(node.name))}>
      <title>${node.name}: ${say(node.value)}</title></rect>
      <text x=${label(node).x} y=${(node.y0 + node.y1) / 2} dy="0.35em" text-anchor=${label(node).anchor} fill="currentColor">${candidate(node.name)}</text>`)}
  </svg>`;
}
