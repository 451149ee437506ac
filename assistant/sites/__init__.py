"""What a province or a host sets: its folder with rules, documents and words, who may embed it and how often it may ask.

In: settings and folders. Out: `Site`, where a site's files lie, `SiteFile`, what its `site.yaml` says, and the two ways to
find them: `SiteFolders` as they stand now, `SiteShelf` as they last stood sound. Knows nothing of HTTP.
"""

from assistant.sites.file import SiteFile, SiteWords, Text
from assistant.sites.folders import BUILT_IN, DEFAULT, FILE, Site, SiteFault, SiteFolders, find_site

__all__ = ["BUILT_IN", "DEFAULT", "FILE", "Site", "SiteFault", "SiteFile", "SiteFolders", "SiteWords", "Text", "find_site"]
