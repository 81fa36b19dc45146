#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Stops this process as Ctrl-Z does, and returns when the shell lets it go on.
enum SelfStop {
  static func stop() {
    // The signal comes to this thread, and is kept from the threads that tasks run on: it would wait
    // here for ever. What ncurses does on it has been done.
    var stops = sigset_t()
    var before = sigset_t()
    sigemptyset(&stops)
    sigaddset(&stops, SIGTSTP)
    pthread_sigmask(SIG_UNBLOCK, &stops, &before)
    let handler = signal(SIGTSTP, SIG_DFL)
    raise(SIGTSTP)
    signal(SIGTSTP, handler)
    pthread_sigmask(SIG_SETMASK, &before, nil)
  }
}
