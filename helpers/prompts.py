"""The prompt that hands a passage over: the smallest way of looking something up."""


def with_passage(question: str, passage: str) -> str:
    r"""Return a prompt that hands the model a passage and then asks the question.

    The passage comes first: the model goes on from where the prompt ends, and that should be the question.

    Args:
        question: what is asked.
        passage: the text that holds the answer, whole.

    >>> with_passage("When does the fog lift?", "The fog lifts at noon.")
    'Passage: The fog lifts at noon.\n\nQuestion: When does the fog lift?\nAnswer from the passage.'
    """
    return f"Passage: {passage}\n\nQuestion: {question}\nAnswer from the passage."
