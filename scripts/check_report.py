#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""check_report.py PROGRAM [FOLDER]: the HTML report in a real browser.

Makes the report of the worked example and opens it in headless Chromium, in the
width of a desk and of a telephone, light and dark. Fails on a message in the
console, on a page wider than its window, on a figure that shows no values for
the arrow keys, and on anything fetched from elsewhere. FOLDER keeps the
pictures, to be looked at. Needs chromium.
"""
import pathlib
import re
import subprocess
import sys
import tempfile

PROBE = """
<script>
addEventListener('load', () => {
  const figure = document.querySelector('figure');
  figure.dispatchEvent(new KeyboardEvent('keydown', {key: 'ArrowLeft'}));
  const values = document.querySelector('.values');
  const wide = document.documentElement.scrollWidth
    - document.documentElement.clientWidth;
  const probe = document.createElement('pre');
  probe.id = 'probe';
  probe.textContent = JSON.stringify({
    wide, values: values ? values.textContent : '',
    images: [...document.images].every((i) => i.naturalWidth > 0),
    fetched: performance.getEntriesByType('resource')
      .filter((e) => !e.name.startsWith('data:')).map((e) => e.name)});
  document.body.append(probe);
});
</script>
"""


def chromium(*arguments):
    """Run the browser; what it printed, messages of the console included."""
    done = subprocess.run(
        ["chromium", "--headless", "--no-sandbox", "--disable-gpu",
         "--hide-scrollbars", "--enable-logging=stderr", "--v=0", *arguments],
        capture_output=True, text=True, timeout=120, check=True)
    console = re.findall(r".*CONSOLE.*", done.stderr)
    return done.stdout, console


def faults(page, width, dark):
    """What is wrong with the page in a window of so many pixels."""
    look = ["--blink-settings=preferredColorScheme=0"] if dark else []
    html, console = chromium("--dump-dom", f"--window-size={width},1000",
                             *look, page.as_uri())
    probe = re.search(r'<pre id="probe">(.*?)</pre>', html, re.S)
    yield from console
    if probe is None:
        yield "the page's script did not run to its end"
        return
    text = probe.group(1)
    if '"wide":0' not in text:
        yield f"the page is wider than its window: {text}"
    if "2025Q4" not in text or "forecast:" not in text:
        yield f"the arrow keys show no values: {text}"
    if '"images":true' not in text:
        yield "a picture is broken"
    if '"fetched":[]' not in text:
        yield f"something is fetched from elsewhere: {text}"


def main():
    program = pathlib.Path(sys.argv[1]).resolve()
    work = tempfile.TemporaryDirectory()
    folder = pathlib.Path(sys.argv[2] if len(sys.argv) > 2 else work.name)
    folder.mkdir(parents=True, exist_ok=True)
    report = (folder / "report.html").resolve()
    subprocess.run([program, "--series", "net_sales", "--horizon", "4",
                    "--quiet", "-o", report], check=True,
                   stdout=subprocess.DEVNULL)
    probed = report.with_name("probed.html")
    probed.write_text(report.read_text().replace("</body>", PROBE + "</body>"))
    failed = False
    for width, dark in ((1200, False), (1200, True), (500, False)):
        name = f"{width}-{'dark' if dark else 'light'}"
        for fault in faults(probed, width, dark):
            print(f"{name}: {fault}")
            failed = True
        look = ["--blink-settings=preferredColorScheme=0"] if dark else []
        chromium(f"--screenshot={folder / (name + '.png')}",
                 f"--window-size={width},2400", *look, report.as_uri())
        print(f"{name}: looked at")
    work.cleanup()
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
