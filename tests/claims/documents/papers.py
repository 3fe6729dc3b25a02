"""Papers made for tests: PDFs with a text, locked ones, archives."""

import io
import zipfile
import zlib

import typst

INVOICE = "Invoice 4711 of 2026-03-03. Item SKU-1, FNSKU X001, 40 units at 12.50 USD"


def pdf(text: str) -> bytes:
    """A PDF with one page of text."""
    made = typst.compile(
        b"#set text(size: 9pt)\n#sys.inputs.text", sys_inputs={"text": text}, pdf_tags=False
    )
    assert isinstance(made, bytes)
    return made


def picture_pdf() -> bytes:
    """A PDF of one page that holds a drawing and no text, as a scan does."""
    made = typst.compile(b"#rect(width: 3cm, height: 1cm, fill: black)", pdf_tags=False)
    assert isinstance(made, bytes)
    return made


def locked_pdf() -> bytes:
    """A PDF that asks for a password (the standard handler of PDF 1.1, with keys that fit none)."""
    key = "<" + "41" * 32 + ">"
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 99 99] >>",
        f"<< /Filter /Standard /V 1 /R 2 /O {key} /U {key} /P -4 >>".encode(),
    ]
    out, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + part + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 5\n0000000000 65535 f \n"
    out += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    out += b"trailer << /Size 5 /Root 1 0 R /Encrypt 4 0 R /ID [<41><41>] >>\n"
    return out + f"startxref\n{start}\n%%EOF\n".encode()


def swelling_pdf(size: int, times: int = 1) -> bytes:
    """A PDF of one page whose stream inflates to so many blanks, deflated so many times over."""
    deflate = zlib.compressobj(9)
    blank = b" " * 2**20
    stream = b"".join(deflate.compress(blank) for _ in range(size >> 20)) + deflate.flush()
    for _ in range(times - 1):
        stream = zlib.compress(stream, 9)
    filters = b"/FlateDecode " * times
    head = b"<< /Length %d /Filter [ %s] >>\nstream\n" % (len(stream), filters)
    return b"%PDF-1.4\n1 0 obj\n" + head + stream + b"\nendstream\nendobj\n"


def locked_zip(name: str, content: bytes) -> bytes:
    """A ZIP whose one member says that it asks for a password."""
    packed = bytearray(zipped({name: content}))
    packed[6] |= 1  # of the member itself
    packed[packed.index(b"PK\x01\x02") + 8] |= 1  # of the list of members
    return bytes(packed)


def zipped(members: dict[str, bytes]) -> bytes:
    """A ZIP of these files."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in members.items():
            packed.writestr(name, content)
    return buffer.getvalue()


def email(attachment: bytes, name: str) -> bytes:
    """An e-mail with one attachment."""
    from email.message import EmailMessage

    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "s@example.com", "b@example.com", "Invoice"
    message.set_content("See attached.")
    message.add_attachment(attachment, maintype="application", subtype="pdf", filename=name)
    return message.as_bytes()
