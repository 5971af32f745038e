"""Runs one notebook with nbclient, saved after every cell; started by src/kernel/runNotebook.ts.

The only argument is JSON: notebook (run and saved in place), folder (the kernel's working directory),
kernel (its kernelspec) and timeoutSeconds (per cell, or null). One JSON line per event goes
to stdout. SIGINT interrupts the running cell; the process ends when the one that started it has gone.
"""

import asyncio
import json
import os
import signal
import sys
import time

import nbformat
from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError


class OneKernel(KernelSpecManager):
    """Knows the lab's kernel by its command, whether or not it is installed for this Jupyter."""

    spec = {}

    def get_kernel_spec(self, kernel_name):
        return KernelSpec(**self.spec)


def tell(event, **fields):
    print(json.dumps({"event": event, **fields}), flush=True)


def save(notebook, path):
    beside = f"{path}.{os.getpid()}.tmp"
    with open(beside, "w", encoding="utf8") as file:
        nbformat.write(notebook, file)
    os.replace(beside, path)


def end_of(manager):
    """How the kernel's process ended, e.g. " (SIGSEGV)"; empty where that is not known."""
    process = getattr(manager.provisioner, "process", None)
    status = process.poll() if process else None
    if status is None:
        return ""
    return f" ({signal.Signals(-status).name})" if status < 0 else f" (exit status {status})"


def failure_of(error, limit, manager):
    """Name, message and traceback lines of what nbclient raised."""
    if isinstance(error, CellTimeoutError):
        message = f"the cell took longer than {limit} s"
        return "Timeout", message, [f"Timeout: {message}"]
    if isinstance(error, DeadKernelError):
        message = f"the kernel ended while the cell was running{end_of(manager)}"
        return "DeadKernel", message, [f"DeadKernel: {message}"]
    return error.ename, error.evalue, []


def traceback_of(cell):
    """The traceback as the kernel sent it; nbclient's own repeats the code in another form."""
    for output in reversed(cell.get("outputs", [])):
        if output.output_type == "error":
            return list(output.traceback)
    return []


async def run_cells(client, plan):
    code_cells = [cell for cell in client.nb.cells if cell.cell_type == "code"]
    tell("cells", cells=len(code_cells))
    number = 0
    for index, cell in enumerate(client.nb.cells):
        if cell.cell_type != "code":
            continue
        number += 1
        started = time.monotonic()
        try:
            await client.async_execute_cell(cell, index)
        except (CellExecutionError, CellTimeoutError, DeadKernelError) as error:
            seconds = time.monotonic() - started
            name, message, lines = failure_of(error, plan["timeoutSeconds"], client.km)
            if not isinstance(error, CellExecutionError):
                output = nbformat.v4.new_output("error", ename=name, evalue=message, traceback=lines)
                cell.outputs.append(output)
            lines = traceback_of(cell) or lines
            save(client.nb, plan["notebook"])
            tell("failed", cell=number, seconds=seconds, name=name, message=message, traceback=lines)
            return
        cell.metadata.pop("execution", None)
        save(client.nb, plan["notebook"])
        first = next((line for line in cell.source.splitlines() if line.strip()), "")
        tell("done", cell=number, seconds=time.monotonic() - started, code=first[:100])


async def end_with_parent(parent, task):
    while os.getppid() == parent:
        await asyncio.sleep(1)
    task.cancel()


async def main(plan):
    OneKernel.spec = plan["kernel"]
    notebook = nbformat.read(plan["notebook"], as_version=4)
    manager = AsyncKernelManager(kernel_name="tslab", kernel_spec_manager=OneKernel())
    client = NotebookClient(
        notebook,
        km=manager,
        timeout=plan["timeoutSeconds"],
        record_timing=False,
        resources={"metadata": {"path": plan["folder"]}},
    )
    watch = asyncio.create_task(end_with_parent(os.getppid(), asyncio.current_task()))

    def interrupt():
        interrupt.task = asyncio.ensure_future(manager.interrupt_kernel())

    async with client.async_setup_kernel(cwd=plan["folder"]):
        asyncio.get_running_loop().add_signal_handler(signal.SIGINT, interrupt)
        await run_cells(client, plan)
    watch.cancel()


if __name__ == "__main__":
    try:
        asyncio.run(main(json.loads(sys.argv[1])))
    except asyncio.CancelledError:
        sys.exit(1)
