// Attack: names a program of its own as a macro of the compiler's.
// Expect: not compiled

@freestanding(expression)
macro run() -> Int = #externalMacro(module: "/bin/sh", type: "Run")
func constant() -> Int { #run }
