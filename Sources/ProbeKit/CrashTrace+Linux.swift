#if os(Linux)
  import Glibc

  /// Says where in the build a dying process was, so that a crash can be shown at the student's line
  /// even when the trap itself lies in a library. The judge gives the lines their numbers.
  enum CrashTrace {
    private static let deepest = 256

    /// What the handler needs, allocated beforehand: it may run with the heap in any state.
    private struct Desk {
      var buildStart: UnsafeMutableRawPointer?
      var channel: Int32
      var token: UInt64
      var addresses: UnsafeMutablePointer<UnsafeMutableRawPointer?>
      var message: UnsafeMutableRawPointer
      /// Room for dladdr's answer: four pointers, of which the second is the object's start.
      var answer: UnsafeMutableRawPointer
      var backtrace: Backtrace
      var dladdr: Dladdr

      func objectStart(of address: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? {
        guard dladdr(address, answer) != 0 else { return nil }
        return answer.load(fromByteOffset: 8, as: UnsafeMutableRawPointer?.self)
      }
    }

    // Both are in the C library, and hidden from Swift by its headers.
    private typealias Backtrace =
      @convention(c) (UnsafeMutablePointer<UnsafeMutableRawPointer?>, Int32) -> Int32
    private typealias Dladdr =
      @convention(c) (UnsafeMutableRawPointer, UnsafeMutableRawPointer) -> Int32

    // Written once before any scenario runs; read by the signal handler alone.
    nonisolated(unsafe) private static var desk: UnsafeMutablePointer<Desk>?

    /// `build` is any address in the loaded build.
    static func install(build: UnsafeMutableRawPointer, channel: Int32, token: UInt64) {
      guard let backtrace = dlsym(nil, "backtrace"), let dladdr = dlsym(nil, "dladdr") else {
        return
      }
      let desk = UnsafeMutablePointer<Desk>.allocate(capacity: 1)
      desk.initialize(
        to: Desk(
          buildStart: nil, channel: channel, token: token,
          addresses: .allocate(capacity: deepest),
          message: .allocate(byteCount: 32 + 8 * deepest, alignment: 8),
          answer: .allocate(byteCount: 32, alignment: 8),
          backtrace: unsafeBitCast(backtrace, to: Backtrace.self),
          dladdr: unsafeBitCast(dladdr, to: Dladdr.self)))
      desk.pointee.buildStart = desk.pointee.objectStart(of: build)
      // The first call loads what unwinding needs: not a thing to do in a handler.
      _ = desk.pointee.backtrace(desk.pointee.addresses, 1)
      self.desk = desk
      useAlternateStack()
      for number in [SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGFPE, SIGABRT] { handle(number) }
    }

    /// Endless recursion leaves no room on the stack for a handler.
    private static func useAlternateStack() {
      let size = 1 << 18
      var stack = stack_t()
      stack.ss_sp = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: 16)
      stack.ss_size = size
      sigaltstack(&stack, nil)
    }

    private static func handle(_ number: Int32) {
      var action = sigaction()
      action.__sigaction_handler.sa_sigaction = { number, information, _ in
        CrashTrace.send(trapAt: information?.pointee._sifields._sigfault.si_addr)
        // Back to where it came from, to die there of the same signal.
        signal(number, SIG_DFL)
        if number == SIGABRT { raise(number) }
      }
      action.sa_flags = SA_SIGINFO | Int32(SA_ONSTACK) | Int32(bitPattern: UInt32(SA_RESETHAND))
      sigaction(number, &action, nil)
    }

    private static func send(trapAt trap: UnsafeMutableRawPointer?) {
      guard let desk = desk?.pointee else { return }
      let depth = desk.backtrace(desk.addresses, Int32(deepest))
      var count: UInt32 = 0
      for index in 0..<Int(depth) {
        guard let address = desk.addresses[index], let start = desk.objectStart(of: address),
          start == desk.buildStart
        else { continue }
        // A return address is the instruction after the call; the trap's is its own.
        let offset = UInt64(start.distance(to: address)) - (address == trap ? 0 : 1)
        desk.message.storeBytes(
          of: offset.littleEndian, toByteOffset: 17 + 8 * Int(count), as: UInt64.self)
        count += 1
      }
      let length = 13 + 8 * count
      desk.message.storeBytes(of: length.littleEndian, as: UInt32.self)
      desk.message.storeBytes(of: desk.token.littleEndian, toByteOffset: 4, as: UInt64.self)
      desk.message.storeBytes(of: 7, toByteOffset: 12, as: UInt8.self)
      desk.message.storeBytes(of: count.littleEndian, toByteOffset: 13, as: UInt32.self)
      _ = write(desk.channel, desk.message, 4 + Int(length))
    }
  }
#endif
