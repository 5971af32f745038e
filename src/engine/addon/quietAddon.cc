// What must come before TensorFlow's libraries, on which this addon therefore does not depend: loads
// them without the two lines that they write to stderr meanwhile, and sets the allocator up.
#include <dlfcn.h>
#include <fcntl.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif
#include <node_api.h>
#include <unistd.h>

/** load(path): undefined, or why the library does not load. */
static napi_value load(napi_env env, napi_callback_info info) {
  size_t count = 1;
  napi_value given, reason = nullptr;
  char path[4096];
  napi_get_cb_info(env, info, &count, &given, nullptr, nullptr);
  if (napi_get_value_string_utf8(env, given, path, sizeof path, &count) != napi_ok) return reason;
  const int kept = dup(STDERR_FILENO);
  const int nowhere = ::open("/dev/null", O_WRONLY | O_CLOEXEC);
  if (kept >= 0 && nowhere >= 0) dup2(nowhere, STDERR_FILENO);
  const bool loaded = dlopen(path, RTLD_NOW | RTLD_LOCAL) != nullptr;
  if (kept >= 0) dup2(kept, STDERR_FILENO);
  if (kept >= 0) close(kept);
  if (nowhere >= 0) close(nowhere);
  if (!loaded) napi_create_string_utf8(env, dlerror(), NAPI_AUTO_LENGTH, &reason);
  return reason;
}

static napi_value init(napi_env env, napi_value exports) {
#ifdef __GLIBC__
  // One heap for all threads: arrays of a step pass from thread to thread, and what one thread's
  // heap has free another's cannot use.
  mallopt(M_ARENA_MAX, 1);
#endif
  napi_value function;
  napi_create_function(env, "load", NAPI_AUTO_LENGTH, load, nullptr, &function);
  napi_set_named_property(env, exports, "load", function);
  return exports;
}

NAPI_MODULE(quietAddon, init)
