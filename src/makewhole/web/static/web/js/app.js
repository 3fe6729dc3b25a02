// Small things the pages do in the browser. Every page works without them, only less swiftly.
"use strict";

function checkAll(box) {
  const name = box.dataset.checkAll;
  for (const each of document.querySelectorAll(`input[name="${name}"]`)) each.checked = box.checked;
}

async function copyText(button) {
  const from = document.getElementById(button.dataset.copy);
  try {
    await navigator.clipboard.writeText(from.textContent);
  } catch {
    const range = document.createRange();
    range.selectNodeContents(from);
    const chosen = window.getSelection();
    chosen.removeAllRanges();
    chosen.addRange(range);
    document.execCommand("copy");
  }
  const label = button.querySelector("span");
  const before = label.textContent;
  label.textContent = button.dataset.done || "✓";
  window.setTimeout(() => { label.textContent = before; }, 1800);
}

// A dropped folder as a flat list of files; where folders are not told apart, the files themselves.
async function filesOf(items) {
  const given = [...items].filter((item) => item.kind === "file");
  const entries = given.map((item) => item.webkitGetAsEntry && item.webkitGetAsEntry());
  const found = given.filter((_item, number) => !entries[number]).map((item) => item.getAsFile());
  async function walk(entry) {
    if (entry.isFile) {
      found.push(await new Promise((good, bad) => entry.file(good, bad)));
      return;
    }
    const reader = entry.createReader();
    for (;;) {
      const some = await new Promise((good, bad) => reader.readEntries(good, bad));
      if (!some.length) return;
      for (const each of some) await walk(each);
    }
  }
  for (const entry of entries) if (entry) await walk(entry);
  return found;
}

function send(form, files, held, isLast, told) {
  const body = new FormData();
  for (const [name, value] of new FormData(form)) if (typeof value === "string") body.append(name, value);
  for (const file of files) body.append("files", file, file.name);
  if (isLast) for (const each of held) body.append("held", each);
  else body.append("hold", "1");
  return new Promise((good, bad) => {
    const request = new XMLHttpRequest();
    request.open("POST", form.action);
    request.setRequestHeader("Accept", "application/json");
    request.upload.onprogress = (event) => { if (event.lengthComputable) told(event.loaded); };
    request.onload = () => {
      let answer = {};
      try { answer = JSON.parse(request.responseText); } catch { answer = {}; }
      if (request.status < 300) good(answer);
      else bad(new Error(answer.told || request.statusText));
    };
    request.onerror = () => bad(new Error("offline"));
    request.send(body);
  });
}

// One file at a time, so that a broken line costs one file; asked to be read with the last.
async function upload(form, given) {
  const files = given.filter((file) => !file.name.startsWith("."));
  if (!files.length) return;
  const state = form.querySelector("[data-drop-state]");
  const bar = form.querySelector("progress");
  const total = files.reduce((sum, file) => sum + file.size, 0) || 1;
  const held = [];
  let before = 0;
  if (bar) bar.hidden = false;
  try {
    for (const [number, file] of files.entries()) {
      const isLast = number === files.length - 1;
      state.textContent = `${number + 1} / ${files.length}: ${file.name}`;
      const answer = await send(form, [file], held, isLast, (loaded) => {
        if (bar) bar.value = Math.min(100, (100 * (before + loaded)) / total);
      });
      before += file.size;
      if (answer.kept) held.push(...answer.kept);
      if (isLast) {
        state.textContent = answer.told || "";
        window.location.assign(answer.job ? `/data/jobs/${answer.job}/` : window.location.href);
      }
    }
  } catch (error) {
    state.textContent = error.message;
    if (bar) bar.hidden = true;
  }
}

function makeDrop(form) {
  const input = form.querySelector("input[type=file]");
  const folder = form.querySelector("input[data-folder]");
  if (folder) folder.addEventListener("change", () => upload(form, [...folder.files]));
  const isUpload = Boolean(form.dataset.upload);
  form.addEventListener("dragover", (event) => { event.preventDefault(); form.classList.add("over"); });
  form.addEventListener("dragleave", () => form.classList.remove("over"));
  form.addEventListener("drop", async (event) => {
    event.preventDefault();
    form.classList.remove("over");
    const files = await filesOf(event.dataTransfer.items);
    if (!files.length) return;
    if (isUpload) { await upload(form, files); return; }
    const heap = new DataTransfer();
    for (const file of files) heap.items.add(file);
    input.files = heap.files;
    form.requestSubmit();
  });
  if (isUpload) {
    form.addEventListener("submit", (event) => {
      if (!input.files.length) return;
      event.preventDefault();
      upload(form, [...input.files]);
    });
  }
}

document.addEventListener("change", (event) => {
  if (event.target.dataset.checkAll) checkAll(event.target);
});
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-copy]");
  if (button) copyText(button);
});
document.addEventListener("submit", (event) => {
  const question = event.target.dataset.ask;
  if (question && !window.confirm(question)) event.preventDefault();
});
for (const form of document.querySelectorAll("[data-drop]")) makeDrop(form);
