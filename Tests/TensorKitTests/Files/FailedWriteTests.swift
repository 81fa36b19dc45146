#if canImport(Glibc)
  import Glibc
  import Testing

  @testable import TensorKit

  /// A disk that is full: a process of its own may write no more than four kilobytes to a file.
  @Suite struct FailedWriteTests {
    private static var large: StateDict { ["x": Tensor.ones(4096)] }

    private static func fillTheDisk() {
      signal(SIGXFSZ, SIG_IGN)
      var limit = rlimit(rlim_cur: 4096, rlim_max: 4096)
      #expect(setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit) == 0)
    }

    @Test func theOldFileStaysAndNothingIsLeftBeside() async {
      await #expect(processExitsWith: .success) {
        let folder = try TemporaryFolder()
        let path = "\(folder.path)/model.safetensors"
        let old = StateDict([("x", Tensor([1, 2]))])
        try old.save(to: path)
        Self.fillTheDisk()
        let error = #expect(throws: TensorFileError.self) { try Self.large.save(to: path) }
        #expect(error?.problem == .unwritable(reason: "File too large"))
        #expect(error?.file == path)
        #expect(try FileBytes.read(path) == old.safetensors())
        #expect(folder.contents == ["model.safetensors"])
      }
    }

    /// The tensors fit and the configuration does not: neither file is replaced.
    @Test func anAdapterIsReplacedWholeOrNotAtAll() async {
      await #expect(processExitsWith: .success) {
        let folder = try TemporaryFolder()
        var adapter = Adapter(
          config: AdapterConfig(rank: 1, alpha: 2, targetModules: ["fc"]),
          tensors: ["fc.lora_A": Tensor([[1, 2]]), "fc.lora_B": Tensor([[3]])])
        try adapter.save(to: folder.path)
        Self.fillTheDisk()
        adapter.config.targetModules = ["fc", String(repeating: "x", count: 5000)]
        adapter.tensors["fc.lora_A"] = Tensor([[7, 7]])
        let error = #expect(throws: TensorFileError.self) { try adapter.save(to: folder.path) }
        #expect(error?.file == "\(folder.path)/adapter_config.json")
        let read = try Adapter.load(from: folder.path)
        #expect(read.config.targetModules == ["fc"])
        #expect(try read.tensors.need("fc.lora_A").scalars == [1, 2])
        #expect(folder.contents == ["adapter_config.json", "adapter_model.safetensors"])
      }
    }
  }
#endif
