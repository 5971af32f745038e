"""Jupyter's own tests of the protocol (jupyter_kernel_test), with every sample filled in for TypeScript.

`python conformance.py` prints each test and one line at the end: tests, failed, skipped.
"""

import sys
import time
import unittest

import jupyter_kernel_test

PICTURE = 'import { display } from "tslab";\n'


class TypeScriptKernel(jupyter_kernel_test.KernelTests):
    kernel_name = "tslab"
    language_name = "typescript"
    file_extension = ".ts"
    code_hello_world = 'console.log("hello, world")'
    code_stderr = 'console.error("to stderr")'
    completion_samples = [
        {"text": "Math.fl", "matches": {"floor"}},
        {"text": '"😀".toUpp', "matches": {"toUpperCase"}},
    ]
    complete_code_samples = ["1", 'console.log("a")', "function f(): number {\n  return 1;\n}"]
    incomplete_code_samples = ["function f() {", "const a = [1,", "if (true) {"]
    invalid_code_samples = ["const = 3;", "let 1a = 2;", "a b c", "const x = );"]
    code_inspect_sample = "Math.floor"
    code_generate_error = 'throw new RangeError("on purpose")'
    code_execute_result = [
        {"code": "6 * 7", "result": "42"},
        {"code": "[1, 2].map((x) => x + 1)", "result": "[ 2, 3 ]"},
    ]
    code_display_data = [
        {"code": PICTURE + 'display.html("<b>bold</b>")', "mime": "text/html"},
        {"code": PICTURE + "display.png(new Uint8Array([137, 80, 78, 71]))", "mime": "image/png"},
        {"code": PICTURE + 'display.markdown("**bold**")', "mime": "text/markdown"},
    ]
    code_page_something = "Math.floor?"
    code_clear_output = "clearOutput()"
    code_history_pattern = "6 ? 7*"
    supported_history_operations = ("tail", "range", "search")

    def reply(self):
        return self.get_non_kernel_info_reply(timeout=60)["content"]

    def test_comm_info(self):
        self.flush_channels()
        self.kc.comm_info()
        content = self.reply()
        self.assertEqual((content["status"], content["comms"]), ("ok", {}))

    def test_interrupt_of_a_busy_loop(self):
        self.flush_channels()
        for code in ("for (;;) {}", "await null;\nfor (;;) {}"):
            self.kc.execute(code)
            time.sleep(1)
            self.km.interrupt_kernel()
            content = self.reply()
            self.assertEqual((content["status"], content["ename"]), ("error", "Interrupted"))

    def test_stdin_is_refused(self):
        self.flush_channels()
        reply, outputs = self.execute_helper("for await (const text of process.stdin) {}")
        self.assertEqual(reply["content"]["status"], "error")
        self.assertIn("a kernel has no stdin", reply["content"]["evalue"])

    def test_z_shutdown_of_a_busy_kernel(self):
        self.flush_channels()
        self.kc.execute("await null;\nfor (;;) {}")
        time.sleep(1)
        self.km.shutdown_kernel()
        self.assertFalse(self.km.is_alive())
        self.setUpClass()


if __name__ == "__main__":
    tests = unittest.defaultTestLoader.loadTestsFromTestCase(TypeScriptKernel)
    result = unittest.TextTestRunner(stream=sys.stdout, verbosity=2).run(tests)
    failed = len(result.failures) + len(result.errors)
    print(f"conformance: {result.testsRun} tests, {failed} failed, {len(result.skipped)} skipped")
    sys.exit(bool(failed or result.skipped))
