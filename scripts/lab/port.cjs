"use strict";
const { createServer } = require("node:net");

const host = "127.0.0.1";

/** Whether somebody could listen on this port of the loopback address now. */
function isFree(port) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)));
  });
}

/** The first free port from `first` on, within a hundred. */
async function firstFree(first) {
  for (let port = first; port < first + 100; port++) {
    if (await isFree(port)) return port;
  }
  throw new Error(`port: expected a free one from ${first} to ${first + 99}, got none`);
}

module.exports = { firstFree, host, isFree };
