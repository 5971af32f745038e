"""Prints the licences of this environment's packages as JSON: {name: licence}."""

import importlib.metadata
import json

classifiers = {
    "MIT License": "MIT",
    "BSD License": "BSD-3-Clause",
    "Apache Software License": "Apache-2.0",
    "ISC License (ISCL)": "ISC",
    "Python Software Foundation License": "PSF-2.0",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
}
texts = dict.fromkeys(
    ("Apache License, Version 2.0", "Apache Software License", "Apache 2.0"), "Apache-2.0"
)


def licence(metadata):
    if expression := metadata.get("License-Expression"):
        return expression
    for line in metadata.get_all("Classifier", []):
        if line.startswith("License ::") and line.split(" :: ")[-1] in classifiers:
            return classifiers[line.split(" :: ")[-1]]
    text = (metadata.get("License") or "").split("\n")[0]
    return texts.get(text, text)


found = {each.metadata["Name"]: licence(each.metadata) for each in importlib.metadata.distributions()}
print(json.dumps(found))
