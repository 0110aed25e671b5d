// Charts of the numbers page, each drawn of the table beside it once it is seen. Without this script the tables say all.
//
// <div data-chart="ID OF THE TABLE" hidden>: columns of the table with <th data-drawn="bar|before"> are drawn, with the
// data-value of their cells; data-limit is a line with the words of data-limit-word, from data-over on a bar stands out.

import {
  BarController,
  BarElement,
  CategoryScale,
  Chart,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  Tooltip,
} from "chart.js";

Chart.register(
  BarController, BarElement, CategoryScale, LinearScale, LineController, LineElement, PointElement, Tooltip,
);

const token = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

function read(table) {
  const heads = [...table.tHead.rows[0].cells];
  const rows = [...table.tBodies[0].rows];
  return {
    labels: rows.map((row) => row.cells[0].textContent.trim()),
    columns: heads.flatMap((head, at) =>
      head.dataset.drawn
        ? [{
            kind: head.dataset.drawn,
            word: head.textContent.trim(),
            values: rows.map((row) => Number(row.cells[at].dataset.value)),
          }]
        : []),
  };
}

function bars(column, over) {
  const isBefore = column.kind === "before";
  const full = token("--mp-cobalt-fill");
  const high = token("--mp-amber-fill");
  return {
    type: "bar",
    label: column.word,
    data: column.values,
    backgroundColor: isBefore
      ? token("--mp-surface")
      : column.values.map((value) => (over && value >= over ? high : full)),
    borderColor: token("--mp-edge"),
    borderWidth: isBefore ? 1.5 : 0,
    borderRadius: 2,
    maxBarThickness: 32,
  };
}

function limitLine(limit, word, count) {
  return {
    type: "line",
    label: word,
    data: Array(count).fill(limit),
    borderColor: token("--mp-red-fill"),
    borderWidth: 2,
    borderDash: [6, 4],
    pointRadius: 0,
    pointHitRadius: 0,
  };
}

// The word of the line, above its end.
const limitWord = {
  id: "limitWord",
  afterDatasetsDraw(chart) {
    const line = chart.data.datasets.findIndex((each) => each.type === "line");
    const last = line < 0 ? null : chart.getDatasetMeta(line).data.at(-1);
    if (!last) return;
    const { ctx, chartArea } = chart;
    ctx.save();
    ctx.font = `600 12px ${token("--mp-font") || "sans-serif"}`;
    ctx.fillStyle = token("--mp-red");
    ctx.textAlign = "right";
    ctx.fillText(chart.data.datasets[line].label, chartArea.right, last.y - 6);
    ctx.restore();
  },
};

function settings(place) {
  const table = document.getElementById(place.dataset.chart);
  const { labels, columns } = read(table);
  const limit = Number(place.dataset.limit || 0);
  const muted = { color: token("--mp-muted"), font: { size: 12 } };
  const datasets = columns.map((column) => bars(column, Number(place.dataset.over || 0)));
  if (limit) datasets.unshift(limitLine(limit, place.dataset.limitWord, labels.length));
  return {
    data: { labels, datasets },
    options: {
      animation: false,
      maintainAspectRatio: false,
      layout: { padding: { top: 16 } },
      scales: {
        x: { grid: { display: false }, border: { color: token("--mp-line") }, ticks: { ...muted, maxRotation: 0 } },
        y: {
          beginAtZero: true,
          grid: { color: token("--mp-line") },
          border: { display: false },
          ticks: { ...muted, precision: 0, maxTicksLimit: 5 },
        },
      },
    },
    plugins: [limitWord],
  };
}

function draw(place) {
  const canvas = document.createElement("canvas");
  place.replaceChildren(canvas);
  return new Chart(canvas, settings(place));
}

const drawn = new Map();
const seen = new IntersectionObserver((entries) => {
  for (const { isIntersecting, target } of entries) {
    if (!isIntersecting) continue;
    seen.unobserve(target);
    drawn.set(target, draw(target));
  }
});

for (const place of document.querySelectorAll("[data-chart]")) {
  place.hidden = false;
  seen.observe(place);
  // On a phone the picture is enough; the numbers are one tap away.
  const fold = document.getElementById(place.dataset.chart).closest("details");
  if (matchMedia("(max-width: 767.98px)").matches) fold.open = false;
}

// Colours are those of the theme, which the system may change while the page is open.
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
  for (const [place, chart] of drawn) {
    chart.destroy();
    drawn.set(place, draw(place));
  }
});
