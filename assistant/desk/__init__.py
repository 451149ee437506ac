"""The helpdesk's work on a mail: from the mail to drafts, from an edited draft to what no longer stands, and to a letter.

In come a mail's words and an agent's changes; out come mails of `assistant.store.mails`, verdicts and letters. No page here.
"""
