// One colour for each candidate, the same in every chart; white is read on all of them.
const palette = ["#226bc0", "#a94e00", "#067f5c", "#9a4694", "#7b6c01", "#7455b8", "#b2403d", "#037a84", "#507b07", "#af3d60"];

// A scale for Plot: candidates in the order of the alphabet, so that it stays
// the same while the count changes.
export function colours(places) {
  const domain = [...new Set(places.map((place) => place.candidate))].sort();
  return { domain, range: domain.map((_, n) => palette[n % palette.length]), legend: true };
}

export const colour_of = (scale, candidate) => scale.range[scale.domain.indexOf(candidate)] ?? "#7a808c";
