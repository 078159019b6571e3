"""What a structural check of a PDF looks at."""

from datetime import date, datetime
from io import BytesIO

import pikepdf
import pypdfium2

SHOWING = {"Tj", "TJ", "'", '"', "f", "F", "f*", "S", "s", "B", "B*", "b", "b*", "Do", "sh", "EI"}


def problems(data):
    """Everything that keeps a PDF from being read aloud, or from looking the same everywhere."""
    with pikepdf.open(BytesIO(data)) as pdf:
        root = pdf.Root
        found = []
        if not bool(root.get("/MarkInfo", {}).get("/Marked", False)) or "/StructTreeRoot" not in root:
            found.append("it is not tagged")
        if not str(root.get("/Lang", "")):
            found.append("it has no language")
        with pdf.open_metadata() as meta:
            if not meta.get("dc:title") or meta.get("pdfuaid:part") != "1":
                found.append("it has no title, or does not claim to be PDF/UA-1")
        if not bool(root.get("/ViewerPreferences", {}).get("/DisplayDocTitle", False)):
            found.append("its title is not displayed")
        for number, page in enumerate(pdf.pages, 1):
            found += [f"page {number}: {problem}" for problem in page_problems(page)]
        figures = list(tagged(root.get("/StructTreeRoot", {}), "/Figure"))
        found += ["a figure has no alternative text" for f in figures if not str(f.get("/Alt", "")).strip()]
        return found


def page_problems(page):
    depth = 0
    for operands, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        depth += {"BDC": 1, "BMC": 1, "EMC": -1}.get(name, 0)
        if name in SHOWING and depth == 0:
            yield f"untagged content ({name} {operands})"
    for font in page.get("/Resources", {}).get("/Font", {}).values():
        if not embedded(font):
            yield f"the font {font.get('/BaseFont')} is not embedded"


def embedded(font):
    of = font["/DescendantFonts"][0] if "/DescendantFonts" in font else font
    descriptor = of.get("/FontDescriptor", {})
    return font.get("/Subtype") == "/Type3" or any(
        f"/FontFile{kind}" in descriptor for kind in ("", "2", "3")
    )


def tagged(node, kind):
    """Every element of a kind below a node of the structure."""
    if isinstance(node, pikepdf.Array):
        for child in node:
            yield from tagged(child, kind)
    elif isinstance(node, pikepdf.Dictionary):
        if node.get("/S") == kind:
            yield node
        if "/K" in node:
            yield from tagged(node.K, kind)


def text(data):
    document = pypdfium2.PdfDocument(data)
    try:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)
    finally:
        document.close()


def boxes(data):
    """Left, bottom, right and top of every letter on the first page, in points."""
    document = pypdfium2.PdfDocument(data)
    try:
        letters = document[0].get_textpage()
        return [letters.get_charbox(at) for at in range(letters.count_chars())]
    finally:
        document.close()


def pages(data):
    with pikepdf.open(BytesIO(data)) as pdf:
        return len(pdf.pages)


def bookmarks(data):
    with pikepdf.open(BytesIO(data)) as pdf, pdf.open_outline() as outline:
        return [str(item.title) for item in outline.root]


def made_on(data):
    """Every day on which a PDF says that it was made or changed."""
    with pikepdf.open(BytesIO(data)) as pdf, pdf.open_metadata() as meta:
        info = [str(pdf.docinfo[key]) for key in ("/CreationDate", "/ModDate")]
        said = [meta["xmp:CreateDate"], meta["xmp:ModifyDate"]]
    days = {datetime.strptime(one[2:10], "%Y%m%d").date() for one in info}  # noqa: DTZ007 - days only
    return days | {date.fromisoformat(one[:10]) for one in said}
