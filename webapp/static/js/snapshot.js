// The snapshot: boxes at the places the server gave them; nothing moves by itself.
const given = JSON.parse(document.getElementById("data").textContent);
// vis-network sets lines as close as letters are tall, and stacked accents (Ế, ỗ) would touch. A
// blank in a larger size at the end of each line makes room; so labels are markup, and are escaped.
const font = { face: "Be Vietnam Pro, sans-serif", size: 13, color: "#1d1b18", multi: "html", bold: { size: 17 } };
const spaced = (label) => label.split("\n").map((line) => `${line.replaceAll("&", "&amp;").replaceAll("<", "&lt;")}<b> </b>`).join("\n");
const words = (title) => {
  const element = document.createElement("div");
  element.textContent = title; // never HTML
  return element;
};
const nodes = given.nodes.map((node) => ({ ...node, label: spaced(node.label), font, margin: 5, title: words(node.title) }));
const edges = given.edges.map((edge) => ({ from: edge.from, to: edge.to, dashes: edge.dashes, arrows: "", color: "#8f877a", smooth: { type: "cubicBezier", forceDirection: "horizontal" } }));
const picture = document.getElementById("picture");
const network = new vis.Network(
  picture,
  { nodes: new vis.DataSet(nodes), edges },
  { physics: false, layout: { improvedLayout: false }, interaction: { hover: true, keyboard: { enabled: true, bindToWindow: false }, tooltipDelay: 200 } },
);
// Reading begins at the top, at a size at which the labels can be read; the whole is a scroll away.
const [left, right] = [Math.min, Math.max].map((choose) => choose(...nodes.map(({ x }) => x)));
const highest = Math.min(...nodes.map(({ y }) => y));
const [widest, margin] = [330, 60];
const scale = Math.min(1, picture.clientWidth / (right - left + widest));
network.moveTo({ position: { x: (left + right) / 2, y: highest - margin + picture.clientHeight / scale / 2 }, scale });
network.on("doubleClick", ({ nodes: [iri] }) => {
  const page = iri && given.pages[iri];
  if (page) window.open(page, "_blank", "noopener");
});
