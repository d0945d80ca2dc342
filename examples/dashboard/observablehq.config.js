export default {
  title: "The count",
  root: "src",
  theme: ["air", "near-midnight", "wide"],
  globalStylesheets: [],    // no fonts from elsewhere
  pages: [],
  sidebar: false,
  pager: false,
  search: false,
  toc: false,
  telemetry: false,
  footer: ""
};
