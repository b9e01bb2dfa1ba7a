// What a script adds: all pieces of a passage light up together, and so do the ties of a box.
// Everything works without it.

function aim() {
  document.querySelectorAll(".f.aimed").forEach((piece) => piece.classList.remove("aimed"));
  const found = /^#char=(\d+),(\d+)$/.exec(decodeURIComponent(location.hash));
  if (!found) return;
  const pieces = document.querySelectorAll(`.f[data-span="${found[1]},${found[2]}"]`);
  pieces.forEach((piece) => piece.classList.add("aimed"));
  if (pieces.length) pieces[0].scrollIntoView({ block: "center" });
  else nearest(Number(found[1]));
}

// A passage that is no mark of its own: go to the innermost mark that holds its beginning.
function nearest(offset) {
  let best = null;
  let size = Infinity;
  document.querySelectorAll(".f[data-span]").forEach((piece) => {
    const [start, end] = piece.dataset.span.split(",").map(Number);
    if (start <= offset && offset < end && end - start < size) [best, size] = [piece, end - start];
  });
  if (best) {
    best.classList.add("aimed");
    best.scrollIntoView({ block: "center" });
  }
}

function light(svg) {
  const ties = [...svg.querySelectorAll("path.tie")];
  const show = (node) => {
    svg.classList.toggle("lit", Boolean(node));
    svg.querySelectorAll(".near").forEach((one) => one.classList.remove("near"));
    if (!node) return;
    ties.filter((tie) => tie.dataset.from === node.id || tie.dataset.to === node.id).forEach((tie) => {
      tie.classList.add("near");
      [tie.dataset.from, tie.dataset.to].forEach((id) => document.getElementById(id).classList.add("near"));
    });
  };
  const box = (event) => event.target.closest("a.node");
  svg.addEventListener("mouseover", (event) => show(box(event)));
  svg.addEventListener("mouseleave", () => show(null));
  svg.addEventListener("focusin", (event) => show(box(event)));
  svg.addEventListener("focusout", () => show(null));
}

if (document.querySelector(".doc-text")) {
  addEventListener("hashchange", aim);
  aim();
}
document.querySelectorAll("svg.cascade").forEach(light);
