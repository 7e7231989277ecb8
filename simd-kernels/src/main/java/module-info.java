/// Vector API kernels: numbers in, numbers out; no shapes, no graph, no allocation.
@org.jspecify.annotations.NullMarked
module lockstep.kernels {
  requires static transitive org.jspecify;
  requires java.management;
  requires jdk.incubator.vector;
  requires transitive lockstep.blas;

  exports lockstep.kernels.attention;
  exports lockstep.kernels.conv;
  exports lockstep.kernels.ctc;
  exports lockstep.kernels.gemm;
  exports lockstep.kernels.map;
  exports lockstep.kernels.move;
  exports lockstep.kernels.norm;
  exports lockstep.kernels.peak;
  exports lockstep.kernels.pool;
  exports lockstep.kernels.random;
  exports lockstep.kernels.recurrent;
  exports lockstep.kernels.reduce;
  exports lockstep.kernels.softmax;
  exports lockstep.kernels.update;
  exports lockstep.kernels;
}
