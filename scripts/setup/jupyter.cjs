"use strict";
const { copyFileSync, existsSync, mkdirSync } = require("node:fs");
const { join } = require("node:path");
const { isDeepStrictEqual } = require("node:util");
const { root, venv } = require("./paths.cjs");
const { readJson, writeJson } = require("./stamp.cjs");

const kernel = join(venv, "share", "jupyter", "kernels", "tslab");
const templates = join(__dirname, "..", "kernelspec");
const logos = ["logo-svg.svg", "logo-32x32.png", "logo-64x64.png"];

/** As `kernelSpec` of src/kernel/kernelSpec.ts, before anything is built. */
function kernelSpec() {
  const spec = readJson(join(templates, "kernel.json"));
  const main = join(root, "dist", "src", "kernel", "main.js");
  const places = { "{node}": process.execPath, "{main}": main };
  return { ...spec, argv: spec.argv.map((word) => places[word] ?? word) };
}

/** Every file that Jupyter reads from the environment, with its content. */
function files() {
  const etc = join(venv, "etc", "jupyter");
  return [
    [join(kernel, "kernel.json"), kernelSpec()],
    // No question about news, no look for updates: a newcomer's first screen is the notebook.
    [
      join(venv, "share", "jupyter", "lab", "settings", "overrides.json"),
      {
        "@jupyterlab/apputils-extension:notification": {
          fetchNews: "false",
          checkForUpdates: false,
        },
        // Documentation beside completions; a busy machine may take longer than the usual second.
        "@jupyterlab/completer-extension:manager": {
          providerTimeout: 5000,
          showDocumentationPanel: true,
        },
      },
    ],
    [
      join(etc, "jupyter_lab_config.json"),
      { LabApp: { check_for_updates_class: "jupyterlab.NeverCheckForUpdate", news_url: null } },
    ],
    [
      join(etc, "jupyter_server_config.json"),
      { MultiKernelManager: { default_kernel_name: "tslab" } },
    ],
  ];
}

const shippedLogos = () => logos.filter((name) => existsSync(join(templates, name)));

/** The kernelspec `tslab` and the settings of the project's own JupyterLab. */
const jupyter = {
  title: "kernelspec",
  check() {
    const wrong = files().find(([path, content]) => !isDeepStrictEqual(readJson(path), content));
    if (wrong) return `${wrong[0].slice(root.length + 1)} is missing or old`;
    const logo = shippedLogos().find((name) => !existsSync(join(kernel, name)));
    return logo ? `${logo} is missing` : null;
  },
  async work() {
    mkdirSync(kernel, { recursive: true });
    for (const name of shippedLogos()) {
      copyFileSync(join(templates, name), join(kernel, name));
    }
    for (const [path, content] of files()) writeJson(path, content);
    return "tslab is the kernel of this environment";
  },
};

module.exports = { jupyter };
