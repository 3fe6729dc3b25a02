// Charts drawn from data in the page, in the page's own colours; the same figures stand in a table.
"use strict";

function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

function ground() {
  const text = { color: colour("--soft"), fontFamily: getComputedStyle(document.body).fontFamily };
  const axis = {
    axisLabel: text, axisLine: { lineStyle: { color: colour("--line") } },
    axisTick: { show: false }, splitLine: { lineStyle: { color: colour("--line") } },
  };
  // rich text is drawn on the canvas: a tooltip made of HTML would carry styles of its own
  const tooltip = {
    renderMode: "richText", confine: true, backgroundColor: colour("--panel"),
    borderColor: colour("--strong-line"), textStyle: { color: colour("--ink"), fontSize: 12 },
  };
  return { text, axis, tooltip };
}

const lanes = {
  received: "--chart-2", sold: "--chart-8", returned: "--chart-5", removed: "--chart-7",
  moved: "--chart-6", lost: "--chart-4", found: "--chart-3", paid: "--chart-1",
  taken_back: "--chart-4",
};

const shortDay = new Intl.DateTimeFormat(document.documentElement.lang, { month: "short", day: "numeric", timeZone: "UTC" });

function life(data) {
  const { text, axis, tooltip } = ground();
  const names = data.lanes.map(([, name]) => name).reverse();
  const place = new Map(data.lanes.map(([key], index) => [key, data.lanes.length - 1 - index]));
  const narrow = window.innerWidth < 640;
  const points = data.points.map((point) => ({
    value: [point.day, place.get(point.lane), point.units],
    symbolSize: Math.min(26, 7 + 3 * Math.sqrt(Math.abs(point.units || 1))),
    itemStyle: {
      color: point.cited ? colour(lanes[point.lane]) : "transparent",
      borderColor: colour(lanes[point.lane]), borderWidth: point.cited ? 2 : 1.5,
      opacity: point.cited ? 1 : 0.75,
    },
    point,
  }));
  return {
    animation: false, textStyle: text, tooltip: {
      ...tooltip, trigger: "item",
      formatter: ({ data: { point } }) => [
        point.day, `${point.what}: ${point.units > 0 ? "+" : ""}${point.units}`, point.detail,
        point.place, point.reference,
      ].filter(Boolean).join("\n"),
    },
    grid: { left: narrow ? 84 : 140, right: narrow ? 52 : 40, top: 40, bottom: 64 },
    xAxis: { type: "time", boundaryGap: ["3%", "3%"], ...axis, axisLabel: { ...text, hideOverlap: true, formatter: (day) => shortDay.format(day) }, splitLine: { show: false } },
    yAxis: { type: "category", data: names, ...axis, axisLabel: { ...text, width: narrow ? 76 : 132, overflow: "break" } },
    dataZoom: [{ type: "inside" }, { type: "slider", height: 20, bottom: 12, borderColor: colour("--line"), textStyle: text }],
    series: [{
      type: "scatter", data: points,
      markLine: {
        symbol: "none", silent: true, lineStyle: { color: colour("--strong-line"), type: "dashed" },
        label: { color: colour("--soft"), formatter: "{b}", fontSize: 11 },
        // names of days that are near each other stand on two lines
        data: data.marks.map((mark, number) => ({ name: mark.name, xAxis: mark.day, label: { distance: number % 2 ? 17 : 4 } })),
      },
    }],
  };
}

function sankey(data) {
  const { text, tooltip } = ground();
  const narrow = window.innerWidth < 640;
  const number = new Intl.NumberFormat(document.documentElement.lang);
  return {
    animation: false, textStyle: text,
    tooltip: {
      ...tooltip, trigger: "item",
      formatter: (item) => item.dataType === "edge"
        ? `${item.data.said}: ${number.format(item.data.value)}` : `${item.data.said}: ${number.format(item.value)}`,
    },
    series: [{
      type: "sankey", nodeAlign: "left", draggable: false, left: 8, right: narrow ? 96 : 150, top: 12,
      bottom: 12, nodeGap: narrow ? 16 : 20, nodeWidth: 12, orient: "horizontal",
      data: data.nodes.map((node) => ({ ...node, itemStyle: { color: colour(`--chart-${node.tone}`) } })),
      links: data.links, lineStyle: { color: "gradient", opacity: 0.32, curveness: 0.5 },
      labelLayout: { hideOverlap: true },
      label: {
        color: colour("--ink"), fontSize: narrow ? 10 : 12, lineHeight: narrow ? 13 : 15,
        formatter: ({ data: node, value }) => `${number.format(value)}  ${node.said}`,
        textBorderColor: colour("--panel"), textBorderWidth: 3,
        width: narrow ? 84 : 240, overflow: "truncate",
      },
      emphasis: { focus: "adjacency" },
    }],
  };
}

function bars(data) {
  const { text, axis, tooltip } = ground();
  return {
    animation: false, textStyle: text, tooltip: { ...tooltip, trigger: "axis" },
    legend: { textStyle: text, bottom: 0, icon: "roundRect", itemWidth: 10, itemHeight: 10, type: "scroll" },
    grid: { left: 56, right: 12, top: 16, bottom: 48 },
    xAxis: { type: "category", data: data.names, ...axis },
    yAxis: { type: "value", ...axis },
    series: data.series.map((each, index) => ({
      type: data.kind || "bar", stack: data.stack ? "all" : undefined, name: each.name, data: each.values,
      itemStyle: { color: colour(`--chart-${(index % 8) + 1}`), borderRadius: 2 }, barMaxWidth: 28,
      lineStyle: { color: colour(`--chart-${(index % 8) + 1}`), width: 2 }, symbolSize: 6,
    })),
  };
}

const kinds = { life, sankey, bars };

function draw(place) {
  const data = JSON.parse(document.getElementById(place.dataset.source).textContent);
  const chart = echarts.init(place, null, { renderer: "canvas" });
  const show = () => chart.setOption(kinds[place.dataset.chart](data), true);
  show();
  chart.on("click", (item) => { if (item.data && item.data.href) window.location.assign(item.data.href); });
  new ResizeObserver(() => { chart.resize(); }).observe(place);
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", show);
}

for (const place of document.querySelectorAll("[data-chart]")) draw(place);
