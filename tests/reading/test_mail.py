"""E-mail: the message, what hangs on it, and mailboxes of many."""

from __future__ import annotations

import mailbox
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from writers import STORY, docx, mail, pdf, read_bytes

from opledger.reading import ReadOptions, read
from opledger.reading.forwarded import split_forwarded


def test_a_plain_message(tmp_path: Path) -> None:
    message = mail(
        "Fwd: [EXTERNAL] Málaga: nine held", "Police held 9 people.\n", Message_ID="<a1@port.example>"
    )
    (release,) = read_bytes(tmp_path, "raid.eml", message.as_bytes())
    assert release.text == "Málaga: nine held\nPolice held 9 people."
    assert (release.title, release.publisher) == ("Málaga: nine held", "Port Police")
    assert release.published == "2024-03-04"  # where it was written, it was still Monday
    assert release.metadata == {"address": "press@port.example", "message_id": "a1@port.example"}


def test_attachments_are_releases_of_their_own(tmp_path: Path) -> None:
    message = mail("Two releases", "See attached.")
    message.add_attachment(
        pdf(lambda page: page.multi_cell(0, 5, STORY)),
        maintype="application",
        subtype="pdf",
        filename="räid.pdf",
    )
    message.add_attachment(
        docx(lambda document: document.add_paragraph("Nine held.")),
        maintype="application",
        subtype="octet-stream",
        filename="b.docx",
    )
    message.add_attachment(
        "<h1>Ten held in Lyon</h1><p>Police held ten men in Lyon.</p>", subtype="html", filename="c.html"
    )
    message.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="logo.png")
    message.add_attachment(b"%PDF-cut", maintype="application", subtype="pdf", filename="d.pdf")
    message.add_attachment(mail("Inner", "Five held."))
    body, *attached = read_bytes(tmp_path, "m.eml", message.as_bytes())
    path = (tmp_path / "m.eml").as_posix()
    assert [release.path for release in attached] == [f"{path}#{n}" for n in (2, 3, 4, 5, 6)]
    assert [release.text for release in attached] == [
        STORY,
        "Nine held.",
        "Ten held in Lyon\nPolice held ten men in Lyon.",
        "",
        "Inner\nFive held.",
    ]
    assert attached[0].release_id.startswith("räid-")
    assert (attached[0].published, attached[0].publisher) == ("2024-03-04", "Port Police")
    assert attached[0].metadata["attachment"] == "räid.pdf"
    assert attached[0].metadata["subject"] == "Two releases"
    assert "warnings" not in {key for key, value in attached[0].metadata.items() if value}
    assert attached[3].error == "d.pdf: broken PDF: it can't be opened; open and save it anew"
    assert body.metadata["warnings"] == ["1 attachment(s) that hold no release are not read (logo.png)"]


PAGE = "<html><body><p>Police held 9 people in Ghent on Monday.</p><p>They took 212 phones and 13 boats.</p></body></html>"


def test_a_plain_body_that_only_stands_in_for_the_other_is_passed_over(tmp_path: Path) -> None:
    message = mail("Nine held", "View in a browser.")
    message.add_alternative(PAGE, subtype="html")
    (release,) = read_bytes(tmp_path, "m.eml", message.as_bytes())
    assert (
        release.text
        == "Nine held\nPolice held 9 people in Ghent on Monday.\nThey took 212 phones and 13 boats."
    )


def test_numbers_of_the_other_body_are_told(tmp_path: Path) -> None:
    message = mail("Nine held", "Police held 9 people in Ghent on Monday.\nThey took 212 phones.")
    message.add_alternative(PAGE, subtype="html")
    (release,) = read_bytes(tmp_path, "m.eml", message.as_bytes())
    assert release.metadata["dropped_digits"] == [
        {"digits": "13", "near": "They took 212 phones and 13 boats."}
    ]


def raw(headers: str, body: bytes) -> bytes:
    return f"Subject: Raid\nMIME-Version: 1.0\n{headers}\n\n".encode() + body


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (raw("Content-Type: text/plain; charset=iso-8859-2", "Łódź 9".encode("iso-8859-2")), "Łódź 9"),
        (raw("Content-Type: text/plain; charset=no-such", "Málaga 9".encode()), "Málaga 9"),
        (raw("Content-Type: text/plain; charset=us-ascii", b"M\xe1laga 9"), "Málaga 9"),
        (
            raw(
                "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable",
                b"M=C3=A1la=\nga 9=zz",
            ),
            "Málaga 9=zz",
        ),
        (
            raw(
                "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64",
                b"TmluZSBoZWxkLg",
            ),
            "Nine held.",
        ),
        (
            raw("Content-Type: text/plain; format=flowed", b"Police held \nnine men.\n\n> quoted"),
            "Police held nine men.\n\n> quoted",
        ),
        (raw("Content-Type: ;;;\nContent-Type", b"9 held"), "Content-Type\n\n9 held"),
        (raw("Content-Type: multipart/mixed; boundary=x", b"--x\n\n9 held"), "9 held"),
        (raw("Content-Type: multipart/mixed", b"9 held"), "9 held"),
    ],
)
def test_odd_bodies(tmp_path: Path, data: bytes, text: str) -> None:
    (release,) = read_bytes(tmp_path, "m.eml", data)
    assert release.text == f"Raid\n{text}"


@pytest.mark.parametrize(
    ("subject", "title"),
    [
        ("=?utf-8?q?M=C3=A1laga?= raid", "Málaga raid"),
        ("=?no-such?q?M=C3=A1laga?=", "Málaga"),
        ("=?utf-8?b?!!!?= 9", None),
        ("Ra\xefds", "Raïds"),
        ("  folded\n  over lines", "folded over lines"),
        ("", None),
    ],
)
def test_odd_subjects(tmp_path: Path, subject: str, title: str | None) -> None:
    (release,) = read_bytes(tmp_path, "m.eml", f"Subject: {subject}\nFrom: a@b\n\n9 held".encode("latin-1"))
    assert release.status == "ok"
    assert title is None or release.title == title


def test_an_inline_forward_tells_who_wrote_first() -> None:
    text = "For you.\n\n---------- Forwarded message ---------\nFrom: *Port Police* <p@port.example>\nDate: Mon, 4 Mar 2024 at 10:00\nSubject: Nine held\nTo: <desk@news.example>\n\n\nNine were held."
    bare, told = split_forwarded(text)
    assert bare == "For you.\n\nNine were held."
    assert told == {
        "from": "Port Police* <p@port.example>",
        "date": "Mon, 4 Mar 2024 at 10:00",
        "subject": "Nine held",
    }


def test_a_mailbox(tmp_path: Path) -> None:
    box = mailbox.mbox(str(tmp_path / "box.mbox"))
    for number in range(3):
        message = mail(
            f"Release {number}", f"From the port: {number + 3} men held.\n\nFrom here on, nothing.\n"
        )
        if number == 1:
            message.add_attachment("Nine held.", filename="a.txt")
        box.add(message)
    box.close()
    releases = list(read([str(tmp_path / "box.mbox")]))
    assert [release.path.rpartition("#")[2] for release in releases] == ["1", "2", "2.2", "3"]
    assert releases[0].text == "Release 0\nFrom the port: 3 men held.\n\nFrom here on, nothing."
    assert releases[2].text == "Nine held.\n"


def test_a_bad_message_of_a_mailbox_is_rejected_alone(tmp_path: Path) -> None:
    box = (
        b"From a 2024\nSubject: One\n\n1 held\n\nFrom b 2024\n\nno headers\n\nFrom c 2024\nSubject: Long\n\n"
        + b"x " * 3000
        + b"\n\nFrom d 2024\nSubject: Four\n\n4 held\n"
    )
    releases = read_bytes(tmp_path, "box.mbox", box, ReadOptions(max_bytes=200))
    assert [release.status for release in releases] == ["ok", "rejected", "rejected", "ok"]
    assert releases[1].error == "not an e-mail: it has no headers; name it .txt if it is text"
    assert "longer than the limit" in str(releases[2].error)
    (empty,) = read_bytes(tmp_path, "empty.mbox", b"\n")
    assert (empty.status, empty.error) == ("empty", "nothing but white space: a mailbox without messages")


def test_mail_on_standard_input_is_known_by_its_headers(tmp_path: Path) -> None:
    (release,) = read_bytes(
        tmp_path, "unnamed", mail("Nine held", "In Ghent.", Message_ID="<1@x>").as_bytes()
    )
    assert release.title == "Nine held"
    (text,) = read_bytes(tmp_path, "plain", "Subject: raids\nDate: Monday\nPlace: Ghent\n\nNine held.")
    assert text.title is None


LINES = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"]), max_size=60)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(LINES, min_size=1, max_size=8), st.sampled_from(["base64", "quoted-printable", "8bit"]))
def test_any_text_survives_the_post(tmp_path: Path, lines: list[str], encoding: str) -> None:
    message = EmailMessage()
    message["From"] = "a@b.example"
    text = "\n".join(lines).strip("\n")
    message.set_content(text, cte=encoding)
    (release,) = read_bytes(tmp_path, "m.eml", message.as_bytes())
    assert release.text == text
