"use strict";
// Without this script the page is complete; with it the tables can be filtered and sorted.
function enliven(form) {
  const table = form.parentElement.querySelector("table.indicators");
  const bodies = [...table.tBodies];
  const rows = [...table.querySelectorAll("tr.row")];
  const homes = new Map(rows.map((row) => [row, row.parentElement]));
  const headings = [...table.querySelectorAll("thead th")];
  // What was found of a row stands in the row after it, and goes with it.
  const details = new Map(rows.filter((row) => row.nextElementSibling?.matches(".detail")).map((row) => [row, row.nextElementSibling]));
  const put = (body, row) => body.append(row, ...(details.has(row) ? [details.get(row)] : []));
  const shown = form.querySelector("output");
  const folded = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/gi, "d").toLowerCase();
  const texts = new Map(rows.map((row) => [row, folded(row.textContent)]));
  const collator = new Intl.Collator(document.documentElement.lang, { numeric: true });
  const field = (name) => (form.elements[name] ? form.elements[name].value : "");

  function filter() {
    const words = folded(field("text")).split(/\s+/).filter(Boolean);
    let count = 0;
    for (const row of rows) {
      const fits = words.every((word) => texts.get(row).includes(word))
        && (!field("verdict") || row.dataset.verdict === field("verdict"))
        && (!field("group") || row.dataset.group === field("group"));
      row.hidden = !fits;
      if (details.has(row)) details.get(row).hidden = !fits;
      count += fits ? 1 : 0;
    }
    for (const body of bodies) {
      body.hidden = ![...body.querySelectorAll("tr.row")].some((row) => !row.hidden);
    }
    shown.value = `${count}/${rows.length} ${shown.dataset.shown}`;
  }

  function restore() {
    for (const heading of headings) heading.removeAttribute("aria-sort");
    for (const row of rows) put(homes.get(row), row);
    for (const group of table.querySelectorAll("tr.group")) group.hidden = false;
    filter();
  }

  function sort(heading) {
    const down = heading.getAttribute("aria-sort") === "ascending";
    const place = headings.indexOf(heading);
    const numbers = heading.dataset.kind === "number";
    const key = new Map(rows.map((row) => [row, numbers ? row.cells[place].dataset.order : row.cells[place].textContent.trim()]));
    const ordered = [...rows].sort((one, other) => {
      const [left, right] = [key.get(one), key.get(other)];
      // What has no number comes last, whichever way the others go.
      if (numbers && (left === "" || right === "")) return (left === "") - (right === "");
      return (down ? -1 : 1) * (numbers ? left - right : collator.compare(left, right));
    });
    for (const other of headings) other.removeAttribute("aria-sort");
    heading.setAttribute("aria-sort", down ? "descending" : "ascending");
    for (const group of table.querySelectorAll("tr.group")) group.hidden = true;
    for (const row of ordered) put(bodies[0], row);
    filter();
  }

  for (const heading of headings) {
    const button = heading.querySelector("button");
    if (!button) continue;
    button.disabled = false;
    button.addEventListener("click", () => sort(heading));
  }
  form.addEventListener("input", filter);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.elements.order.addEventListener("click", restore);
  form.hidden = false;
  filter();
}
// A link to what is folded opens it.
function unfold() {
  const id = decodeURIComponent(location.hash.slice(1));
  for (let at = id && document.getElementById(id); at; at = at.parentElement) if (at.matches("details")) at.open = true;
  if (id) document.getElementById(id)?.scrollIntoView();
}
for (const form of document.querySelectorAll("form.filter")) enliven(form);
addEventListener("hashchange", unfold);
unfold();
