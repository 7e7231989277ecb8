/// The only door to native code: OpenBLAS, found and called through jextract's bindings, and the
/// one segment over all memory that kernels read through. No other Lockstep module needs native
/// access.
@org.jspecify.annotations.NullMarked
@SuppressWarnings("module") // lockstep.kernels is built after this module: unknown here, and meant
module lockstep.blas {
  requires static transitive org.jspecify;

  exports lockstep.blas;
  exports lockstep.blas.memory to
      lockstep.kernels;
}
