(() => {
  "use strict";
  const table = document.getElementById("class"), body = table.tBodies[0], rows = [...body.rows];
  const heads = [...table.tHead.rows[0].cells];
  const search = document.getElementById("search"), column = document.getElementById("column");
  const direction = document.getElementById("direction"), shown = document.getElementById("shown");
  const words = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" }).compare;
  const texts = new Map(rows.map((row) => [row, [".student", ".status", ".reason"].map((one) => row.querySelector(one).textContent)
    .concat(row.dataset.mistakes).join(" ").toLowerCase()]));
  const value = (row, index) => row.cells[index].dataset.value ?? row.cells[index].textContent.trim();
  let sorted = -1, down = false;

  const sort = (index, descending) => {
    [sorted, down] = [index, descending];
    const number = heads[index].classList.contains("number");
    const order = number ? (a, b) => Number(value(a, index)) - Number(value(b, index))
                         : (a, b) => words(value(a, index), value(b, index));
    body.append(...rows.sort((a, b) => (down ? -1 : 1) * order(a, b)));
    heads.forEach((head, i) => i === index ? head.setAttribute("aria-sort", down ? "descending" : "ascending")
                                           : head.removeAttribute("aria-sort"));
    column.value = index;
    direction.textContent = down ? "descending" : "ascending";
  };

  const find = () => {
    const wanted = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    for (const row of rows) {
      row.hidden = !wanted.every((word) => texts.get(row).includes(word));
      count += row.hidden ? 0 : 1;
    }
    shown.textContent = `${count} of ${rows.length} shown`;
  };

  const button = (text, press) => {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = text;
    made.addEventListener("click", press);
    return made;
  };

  heads.forEach((head, index) => {
    const name = head.textContent.trim();
    head.replaceChildren(button(name, () => sort(index, sorted === index && !down)));
    column.add(new Option(name, index));
  });
  for (const cell of document.querySelectorAll("#mistakes .key")) {
    cell.replaceChildren(button(cell.textContent, () => {
      search.value = cell.textContent;
      find();
      search.scrollIntoView();
    }));
  }
  search.addEventListener("input", find);
  column.addEventListener("change", () => sort(Number(column.value), false));
  direction.addEventListener("click", () => sort(Math.max(sorted, 0), !down));
  document.getElementById("tools").hidden = false;
  find();
})();
