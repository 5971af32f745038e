// Sessions on TensorFlow's C API with options of their own, which tfjs-node's addon does not offer:
// graphs straight from memory, arrays in and out without copies, and a trace of what took how long.
#include <node_api.h>

#include <cstring>
#include <memory>
#include <string>
#include <vector>

#include "tensorflow/c/c_api.h"

namespace {

struct Failure {
  std::string message;
};

void expect(bool good, const std::string& message) {
  if (!good) throw Failure{message};
}

void check(napi_status status) { expect(status == napi_ok, "graph addon: a call of Node-API failed"); }

template <typename T, void (*Delete)(T*)>
struct Deleter {
  void operator()(T* it) const { Delete(it); }
};
template <typename T, void (*Delete)(T*)>
using Owned = std::unique_ptr<T, Deleter<T, Delete>>;
using Status = Owned<TF_Status, TF_DeleteStatus>;
using Tensor = Owned<TF_Tensor, TF_DeleteTensor>;
using Buffer = Owned<TF_Buffer, TF_DeleteBuffer>;

void check(const Status& status) {
  expect(TF_GetCode(status.get()) == TF_OK, TF_Message(status.get()));
}

/** A graph and the session that runs it; the session goes first. */
struct Session {
  Owned<TF_Graph, TF_DeleteGraph> graph{TF_NewGraph()};
  TF_Session* session = nullptr;

  void close() {
    Status status(TF_NewStatus());
    if (session) TF_CloseSession(session, status.get());
    if (session) TF_DeleteSession(session, status.get());
    session = nullptr;
  }
  ~Session() { close(); }
};

struct Bytes {
  void* data;
  size_t size;
};

Bytes bytesOf(napi_env env, napi_value value) {
  napi_typedarray_type type;
  size_t length = 0;
  void* data = nullptr;
  check(napi_get_typedarray_info(env, value, &type, &length, &data, nullptr, nullptr));
  const bool wide = type == napi_float32_array || type == napi_int32_array;
  return {data, length * (wide ? 4 : 1)};
}

std::string textOf(napi_env env, napi_value value) {
  size_t length = 0;
  check(napi_get_value_string_utf8(env, value, nullptr, 0, &length));
  std::string text(length, '\0');
  check(napi_get_value_string_utf8(env, value, text.data(), length + 1, &length));
  return text;
}

napi_value field(napi_env env, napi_value object, const char* name) {
  napi_value value;
  check(napi_get_named_property(env, object, name, &value));
  return value;
}

std::vector<napi_value> listOf(napi_env env, napi_value value) {
  uint32_t length = 0;
  check(napi_get_array_length(env, value, &length));
  std::vector<napi_value> list(length);
  for (uint32_t i = 0; i < length; i++) check(napi_get_element(env, value, i, &list[i]));
  return list;
}

int64_t integerOf(napi_env env, napi_value value) {
  int64_t number = 0;
  check(napi_get_value_int64(env, value, &number));
  return number;
}

/** A copy of a fed array: its memory belongs to JavaScript, which may go on. */
Tensor fedTensor(napi_env env, napi_value feed) {
  std::vector<int64_t> shape;
  for (napi_value size : listOf(env, field(env, feed, "shape"))) {
    shape.push_back(integerOf(env, size));
  }
  const auto type = static_cast<TF_DataType>(integerOf(env, field(env, feed, "dtype")));
  const Bytes bytes = bytesOf(env, field(env, feed, "values"));
  size_t expected = TF_DataTypeSize(type);
  for (int64_t size : shape) expected *= size;
  expect(expected == bytes.size, "graph addon: an array of another size than its shape");
  Tensor tensor(TF_AllocateTensor(type, shape.data(), shape.size(), bytes.size));
  memcpy(TF_TensorData(tensor.get()), bytes.data, bytes.size);
  return tensor;
}

TF_Operation* operation(const Session& session, const std::string& name) {
  TF_Operation* found = TF_GraphOperationByName(session.graph.get(), name.c_str());
  expect(found != nullptr, "graph addon: no operation " + name);
  return found;
}

napi_value integer(napi_env env, int64_t number) {
  napi_value value;
  check(napi_create_int64(env, number, &value));
  return value;
}

/** A result whose memory is TensorFlow's until JavaScript forgets it; a small one is copied. */
napi_value resultOf(napi_env env, Tensor tensor) {
  const size_t size = TF_TensorByteSize(tensor.get());
  void* data = TF_TensorData(tensor.get());
  napi_value object, buffer, shape;
  check(napi_create_object(env, &object));
  check(napi_create_array(env, &shape));
  for (int i = 0; i < TF_NumDims(tensor.get()); i++) {
    check(napi_set_element(env, shape, i, integer(env, TF_Dim(tensor.get(), i))));
  }
  check(napi_set_named_property(env, object, "shape", shape));
  check(napi_set_named_property(env, object, "dtype", integer(env, TF_TensorType(tensor.get()))));
  if (size < 4096) {
    void* copy = nullptr;
    check(napi_create_arraybuffer(env, size, &copy, &buffer));
    memcpy(copy, data, size);
  } else {
    const auto forget = [](napi_env, void*, void* it) {
      TF_DeleteTensor(static_cast<TF_Tensor*>(it));
    };
    TF_Tensor* kept = tensor.release();
    const napi_status made = napi_create_external_arraybuffer(env, data, size, forget, kept, &buffer);
    if (made != napi_ok) TF_DeleteTensor(kept);
    check(made);
  }
  check(napi_set_named_property(env, object, "buffer", buffer));
  return object;
}

Session& sessionOf(napi_env env, napi_value value) {
  void* session = nullptr;
  check(napi_get_value_external(env, value, &session));
  expect(static_cast<Session*>(session)->session, "graph addon: the session is closed");
  return *static_cast<Session*>(session);
}

/** open(graph, config): a session on a GraphDef with the options of a ConfigProto. */
napi_value open(napi_env env, const std::vector<napi_value>& given) {
  auto made = std::make_unique<Session>();
  Status status(TF_NewStatus());
  const Bytes graph = bytesOf(env, given.at(0));
  const Bytes config = bytesOf(env, given.at(1));
  const Buffer definition(TF_NewBufferFromString(graph.data, graph.size));
  const Owned<TF_ImportGraphDefOptions, TF_DeleteImportGraphDefOptions> import(
      TF_NewImportGraphDefOptions());
  TF_GraphImportGraphDef(made->graph.get(), definition.get(), import.get(), status.get());
  check(status);
  const Owned<TF_SessionOptions, TF_DeleteSessionOptions> options(TF_NewSessionOptions());
  TF_SetConfig(options.get(), config.data, config.size, status.get());
  check(status);
  made->session = TF_NewSession(made->graph.get(), options.get(), status.get());
  check(status);
  napi_value handle;
  const auto forget = [](napi_env, void* it, void*) { delete static_cast<Session*>(it); };
  check(napi_create_external(env, made.get(), forget, nullptr, &handle));
  made.release();
  return handle;
}

/**
 * run(session, feeds, fetches, targets, options): what was fetched; targets only run. With options
 * (serialised RunOptions) a serialised RunMetadata is the last of the results.
 */
napi_value run(napi_env env, const std::vector<napi_value>& given) {
  const Session& session = sessionOf(env, given.at(0));
  std::vector<TF_Output> inputs, outputs;
  std::vector<Tensor> fed;
  std::vector<TF_Tensor*> values, results;
  for (napi_value feed : listOf(env, given.at(1))) {
    inputs.push_back({operation(session, textOf(env, field(env, feed, "name"))), 0});
    fed.push_back(fedTensor(env, feed));
    values.push_back(fed.back().get());
  }
  for (napi_value fetch : listOf(env, given.at(2))) {
    outputs.push_back({operation(session, textOf(env, fetch)), 0});
  }
  results.resize(outputs.size());
  std::vector<const TF_Operation*> targets;
  for (napi_value target : listOf(env, given.at(3))) {
    targets.push_back(operation(session, textOf(env, target)));
  }
  const Bytes asked = bytesOf(env, given.at(4));
  const Buffer options(asked.size ? TF_NewBufferFromString(asked.data, asked.size) : nullptr);
  const Buffer metadata(asked.size ? TF_NewBuffer() : nullptr);
  Status status(TF_NewStatus());
  TF_SessionRun(session.session, options.get(), inputs.data(), values.data(), inputs.size(),
                outputs.data(), results.data(), outputs.size(), targets.data(), targets.size(),
                metadata.get(), status.get());
  std::vector<Tensor> owned;
  for (TF_Tensor* result : results) owned.emplace_back(result);
  check(status);
  napi_value list;
  check(napi_create_array(env, &list));
  uint32_t index = 0;
  for (Tensor& result : owned) {
    check(napi_set_element(env, list, index++, resultOf(env, std::move(result))));
  }
  if (metadata) {
    napi_value copy;
    check(napi_create_buffer_copy(env, metadata->length, metadata->data, nullptr, &copy));
    check(napi_set_element(env, list, index, copy));
  }
  return list;
}

/** close(session): frees the graph's variables and memory now. */
napi_value close(napi_env env, const std::vector<napi_value>& given) {
  sessionOf(env, given.at(0)).close();
  return nullptr;
}

template <napi_value (*Body)(napi_env, const std::vector<napi_value>&), size_t Count>
napi_value entry(napi_env env, napi_callback_info info) {
  try {
    size_t count = Count;
    std::vector<napi_value> given(Count);
    check(napi_get_cb_info(env, info, &count, given.data(), nullptr, nullptr));
    return Body(env, given);
  } catch (const Failure& failure) {
    napi_throw_error(env, nullptr, failure.message.c_str());
    return nullptr;
  }
}

napi_value init(napi_env env, napi_value exports) {
  const napi_property_descriptor entries[] = {
      {"open", nullptr, entry<open, 2>, nullptr, nullptr, nullptr, napi_enumerable, nullptr},
      {"run", nullptr, entry<run, 5>, nullptr, nullptr, nullptr, napi_enumerable, nullptr},
      {"close", nullptr, entry<close, 1>, nullptr, nullptr, nullptr, napi_enumerable, nullptr},
  };
  napi_define_properties(env, exports, sizeof entries / sizeof *entries, entries);
  return exports;
}

}  // namespace

NAPI_MODULE(graphAddon, init)
