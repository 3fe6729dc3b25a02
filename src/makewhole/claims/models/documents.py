"""Papers: invoices, proofs of delivery, photos; kept unaltered, and what each is a proof for."""

from django.conf import settings
from django.db import models

from makewhole.claims.models.accounts import Account
from makewhole.claims.models.cases import Case


class Document(models.Model):
    """One file as it was given, kept under its hash in the home; one row per account and hash.

    `format` is what its bytes are (`PDF`, `JPG`, ...), whatever its name says; `text` what could be
    read out of it; `issued_on` the day found in it or stated; `units` a number of units a person
    stated. `flags` are the reasons Amazon may refuse it, as codes.
    """

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="documents")
    sha256 = models.CharField(max_length=64)
    name = models.CharField(max_length=400)
    came_in = models.CharField(max_length=400, default="")
    format = models.CharField(max_length=10)
    size = models.BigIntegerField()
    pages = models.IntegerField(null=True)
    text = models.TextField(default="")
    issued_on = models.DateField(null=True)
    units = models.BigIntegerField(null=True)
    flags = models.JSONField(default=list)
    added_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "documents"
        constraints = (
            models.UniqueConstraint(fields=["account", "sha256"], name="one_document_per_bytes"),
        )

    def __str__(self) -> str:
        return self.name


class DocumentLink(models.Model):
    """A document as a paper of a case: proposed by the ids inside it, confirmed by a person.

    `kind` is the paper it serves as (`proof_of_ownership`); `because` the ids that joined the two.
    Only confirmed links count as papers and go into packs.
    """

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="links")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="papers")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=60)
    because = models.CharField(max_length=400, default="")
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    confirmed_at = models.DateTimeField(null=True)
    refused_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "document_links"
        constraints = (
            models.UniqueConstraint(
                fields=["document", "case", "kind"], name="one_paper_of_a_kind"
            ),
        )
