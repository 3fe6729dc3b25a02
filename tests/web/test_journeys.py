"""A person's journeys in a real browser, from `makewhole serve --demo` to money."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from tests.web.test_data import COLUMNS, LEDGER

pytestmark = pytest.mark.browser

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
AXE = Path(__file__).parent / "vendor" / "axe.min.js"
PORT = 8398
MOST_SECONDS = 300  # of one test, its wait for the app included
STARTS_SECONDS = 120
PAGES = (
    "/", "/today/work/", "/findings/", "/findings/?tab=rejected&group=type", "/cases/",
    "/cases/board/", "/units/", "/units/stock/", "/units/shipments/", "/units/rows/", "/fees/",
    "/fees/measurements/", "/fees/calculator/", "/trends/", "/trends/?by=month", "/data/",
    "/data/coverage/", "/data/files/", "/data/set-aside/", "/data/own/costs/",
    "/data/own/measurements/", "/data/jobs/", "/settings/", "/settings/policy/",
    "/settings/policy/window.fc_ops/", "/settings/history/", "/today/changes/",
)  # fmt: skip


@pytest.fixture(autouse=True)
def _bounded() -> Iterator[None]:
    """No test waits for ever: whatever hangs is ended and named."""

    def give_up(*_: object) -> None:
        raise TimeoutError(f"the browser test took longer than {MOST_SECONDS} seconds")

    before = signal.signal(signal.SIGALRM, give_up)
    signal.alarm(MOST_SECONDS)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The demo, served as a person would start it; gives the link it prints."""
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed")
    folder = tmp_path_factory.mktemp("served")
    environment = os.environ | {"PYTHONUNBUFFERED": "1", "TMPDIR": str(folder)}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    command = [sys.executable, "-m", "makewhole", "serve", "--demo", "--port", str(PORT)]
    said = folder / "said.txt"  # a file, not a pipe: nobody has to read it for the app to go on
    with said.open("w") as out:
        server = subprocess.Popen(command, stdout=out, stderr=out, env=environment)
    try:
        yield _link(said, server)
    finally:
        server.terminate()
        try:
            server.wait(20)
        except subprocess.TimeoutExpired:
            server.kill()


def _link(said: Path, server: subprocess.Popen[bytes]) -> str:
    """The link the app prints, once pages are served."""
    until = time.monotonic() + STARTS_SECONDS
    while time.monotonic() < until and server.poll() is None:
        found = re.search(r"http://\S+", said.read_text("utf-8"))
        if found is not None and _answers():
            return found[0]
        threading.Event().wait(0.1)
    pytest.fail(f"the app did not start:\n{said.read_text('utf-8')}")


def _answers() -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", PORT)) == 0


@pytest.fixture(scope="module")
def chromium(app: str) -> Iterator[Any]:
    """A browser in which the owner is in and the demo has been read."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        # in a container /dev/shm is small, and a page that runs out of it never answers
        args = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"]
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=args, timeout=60_000)
        context = launched.new_context(viewport={"width": 1440, "height": 900})
        page = context.new_page()
        page.goto(app, wait_until="commit", timeout=60_000)
        page.wait_for_selector(".money-band", timeout=240_000)
        page.wait_for_selector(".notice[role=status]", state="detached", timeout=240_000)
        page.close()
        yield context
        launched.close()


@pytest.fixture
def page(chromium: Any) -> Iterator[Any]:
    """A page that notes what the console says, and whom else than the app it asks for anything."""
    opened = chromium.new_page()
    opened.said = []
    opened.on("console", lambda m: opened.said.append(m.text) if m.type == "error" else None)
    opened.on("pageerror", lambda error: opened.said.append(str(error)))
    opened.on("request", lambda r: opened.said.append(r.url) if not _is_ours(r.url) else None)
    yield opened
    assert opened.said == []
    opened.close()


def _is_ours(url: str) -> bool:
    return url.startswith((at("/"), "data:", "blob:"))


def at(path: str) -> str:
    """The address of a page of the demo."""
    return f"http://127.0.0.1:{PORT}{path}"


def test_from_the_most_urgent_loss_to_the_money(page: Any, tmp_path: Path) -> None:
    page.goto(at("/"))
    page.click(".work a:has-text('Unit lost in a fulfilment centre') >> nth=0")
    first = page.locator("table.cards tbody a.main-line >> nth=0")
    if "/findings/?" in page.url:
        first.click()
        page.wait_for_selector(".sentence")
    # why it is owed, down to the source rows
    assert page.locator("h1").inner_text() == "Unit lost in a fulfilment centre"
    assert page.locator(".sentence").inner_text()
    page.wait_for_selector("[data-chart=life] canvas")
    assert "inventory-ledger-detail" in page.locator("#rows >> xpath=../..").inner_text()
    fnsku = page.locator("[aria-labelledby=ids] dt:text-is('FNSKU') + dd").inner_text().strip()
    page.click("text=Make a case of it")
    page.wait_for_url("**/cases/*/")
    number = page.url.rstrip("/").rsplit("/", 1)[1]
    assert "Hello" in page.locator("#body").inner_text()
    with page.expect_download() as download:
        page.click("text=Download the pack")
    assert Path(download.value.path()).read_bytes()[:2] == b"PK"
    page.click("button:has-text('Check and make ready')")
    page.wait_for_load_state()
    while page.locator("button:has-text('I hold it')").count():
        page.locator("input[id^=hold-]").first.fill("invoice 17 of 2026")
        page.locator("button:has-text('I hold it')").first.click()
        page.wait_for_load_state()
    if page.locator("button:has-text('Check and make ready')").count():
        page.click("button:has-text('Check and make ready')")
    page.fill("input[name=case_id]", "17000000001")
    page.click("button:has-text('Mark as filed')")
    page.wait_for_selector(".page-head .mark:has-text('Filed')")
    units = page.locator("td[data-label=Units]").first.inner_text().split()[0]
    amount = page.locator("dt:text-is('Claimed') + dd").inner_text().strip("$").replace(",", "")
    _pay(page, tmp_path, fnsku=fnsku, units=units, amount=amount)
    page.goto(at(f"/cases/{number}/"))
    assert page.locator(".page-head .mark").inner_text() == "Paid"
    assert amount in page.locator("#payments >> xpath=../..").inner_text()


def _pay(page: Any, folder: Path, *, fnsku: str, units: str, amount: str) -> None:
    """Upload a new reimbursements report in which Amazon pays the case."""
    reports = files("makewhole.demo").joinpath("reports").iterdir()
    [demo] = [each for each in reports if each.name.startswith("reimbursements")]
    heading = demo.read_text("utf-8").splitlines()[0]
    cells = {
        "approval-date": "2026-11-15T10:00:00+00:00", "reimbursement-id": "99000000001",
        "case-id": "17000000001", "reason": "Lost_Warehouse", "fnsku": fnsku, "sku": "PAID-1",
        "condition": "NewItem", "currency-unit": "USD", "amount-total": amount,
        "amount-per-unit": str(round(float(amount) / int(units), 2)),
        "quantity-reimbursed-cash": units, "quantity-reimbursed-inventory": "0",
        "quantity-reimbursed-total": units,
    }  # fmt: skip
    row = "\t".join(cells.get(name.strip('"'), "") for name in heading.split("\t"))
    file = folder / "reimbursements-new.txt"
    file.write_text(f"{heading}\n{row}\n", "utf-8")
    page.goto(at("/data/"))
    page.set_input_files("#files", str(file))
    page.click("button:has-text('Read them')")
    page.wait_for_url("**/data/jobs/*/", timeout=60_000)
    page.wait_for_selector(".mark:has-text('Done'), .sentence", timeout=240_000)


def test_a_view_is_saved_and_opened_again(page: Any) -> None:
    page.goto(at("/findings/?tab=all&type=fc_lost&order=-amount"))
    page.fill("#view-name", "Losses by money")
    page.click("form[action='/findings/views/'] button")
    page.goto(at("/findings/"))
    page.click("a.mark:has-text('Losses by money')")
    assert "type=fc_lost" in page.url and "order=-amount" in page.url


def test_rejected_candidates_are_one_click_away(page: Any) -> None:
    page.goto(at("/findings/"))
    page.click("nav.tabs a:has-text('Nothing owed')")
    assert page.locator("table.cards tbody tr").count() > 0


def test_the_keyboard_reaches_the_page_past_the_navigation(page: Any) -> None:
    page.goto(at("/findings/"))
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (1440, "dark"), (390, "dark")])
def test_nothing_serious_stands_in_anybodys_way(chromium: Any, width: int, scheme: str) -> None:
    opened = chromium.new_page()
    opened.set_viewport_size({"width": width, "height": 900})
    opened.emulate_media(color_scheme=scheme)
    # the vendored checker is run from outside the page: the page's own policy would refuse it
    checker = AXE.read_text("utf-8")
    session = chromium.new_cdp_session(opened)
    faults = []
    for path in [*PAGES, *_one_of_each(opened)]:
        opened.goto(at(path))
        wide = opened.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, f"{path} is {wide} wide"
        session.send("Runtime.evaluate", {"expression": checker})
        found = opened.evaluate("axe.run(document, {resultTypes: ['violations']})")
        faults += [
            (path, each["id"], each["nodes"][0]["html"][:120])
            for each in found["violations"]
            if each["impact"] in ("serious", "critical")
        ]
    opened.close()
    assert faults == []


def _one_of_each(page: Any) -> list[str]:
    """The address of a finding, a case, a shipment and a job, as the lists show them."""
    found = []
    for path in ("/findings/", "/cases/?tab=paid", "/units/shipments/", "/data/jobs/"):
        page.goto(at(path))
        link = page.locator("table.cards tbody a.main-line, .list a").first
        found.append(link.get_attribute("href"))
    return found


def test_nothing_moves_while_a_page_opens(chromium: Any) -> None:
    opened = chromium.new_page()
    opened.add_init_script(
        "window.moved = 0; new PerformanceObserver((list) => {"
        " for (const each of list.getEntries())"
        " if (!each.hadRecentInput) window.moved += each.value; })"
        ".observe({type: 'layout-shift', buffered: true});"
    )
    for path in PAGES:
        opened.goto(at(path))
        opened.wait_for_load_state("networkidle")
        assert opened.evaluate("window.moved") < 0.02, path
    opened.close()


def test_a_dropped_folder_is_read_and_its_unknown_file_mapped(page: Any, tmp_path: Path) -> None:
    """Dropped as a file manager drops it; nothing of it belongs to the demo's own account."""
    folder = tmp_path / "downloads" / "deeper"
    folder.mkdir(parents=True)
    (folder / "mine.csv").write_text(LEDGER, "utf-8")
    page.goto(at("/data/"))
    page.fill("#account", "Second store")
    _drop(page, tmp_path / "downloads")
    page.wait_for_url("**/data/jobs/*/", timeout=60_000)
    page.click("text=Say which column is which", timeout=120_000)
    page.select_option("#report", "GET_LEDGER_DETAIL_VIEW_DATA")
    page.click("text=Show its columns")
    page.wait_for_load_state()
    for ours, theirs in COLUMNS.items():
        page.select_option(f"select[name=column-{ours}]", theirs)
    page.fill("input[name=always-store]", "US")
    page.click("text=Keep and read the file")
    page.wait_for_url("**/data/jobs/*/")
    page.wait_for_selector(".page-head .mark:has-text('Done')", timeout=120_000)
    assert page.locator("dt:text-is('Rows') + dd").inner_text() == "2"


def _drop(page: Any, path: Path) -> None:
    """Let go of a file or folder of this machine over the place for files."""
    box = page.locator("form.drop").bounding_box()
    session = page.context.new_cdp_session(page)
    given = {
        "x": box["x"] + box["width"] / 2,
        "y": box["y"] + 12,
        "data": {"items": [], "files": [str(path)], "dragOperationsMask": 1},
    }
    for step in ("dragEnter", "dragOver", "drop"):
        session.send("Input.dispatchDragEvent", {"type": step, **given})


def test_a_chosen_folder_is_sent_at_once(page: Any, tmp_path: Path) -> None:
    (tmp_path / "later.csv").write_text(LEDGER.replace("-3", "-4"), "utf-8")
    page.goto(at("/data/"))
    page.fill("#account", "Second store")
    page.set_input_files("#folder", str(tmp_path))
    page.wait_for_url("**/data/jobs/*/", timeout=60_000)
    page.wait_for_selector(".page-head .mark:has-text('Done')", timeout=120_000)
    assert page.locator("dt:text-is('Files new') + dd").inner_text() == "1"
