"""The form that an applicant fills in, as a spreadsheet; and reading it back."""

from clustermark.scheme.questionnaire.reading import looks_like_form, name_in, read_form
from clustermark.scheme.questionnaire.writing import questionnaire

__all__ = ["looks_like_form", "name_in", "questionnaire", "read_form"]
