// Attack: leaves shared memory, semaphores and queues behind.
// Expect: wrong
import Glibc

func constant() -> Int {
  let memory = shmget(0x6279_6861, 4096, 0o1666)
  let queue = msgget(0x6279_6861, 0o1666)
  let signals = semget(0x6279_6861, 1, 0o1666)
  return memory >= 0 || queue >= 0 || signals >= 0 ? 3 : 2
}
