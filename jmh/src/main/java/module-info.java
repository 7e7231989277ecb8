/// Microbenchmarks, named as what they measure; sees every module, seen by none.
@org.jspecify.annotations.NullMarked
module lockstep.jmh {
  requires static org.jspecify;
  requires jmh.core;
  requires lockstep.kernels;
  requires lockstep.nn;
}
