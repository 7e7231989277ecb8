/// Layers, one graph, plans and training.
@org.jspecify.annotations.NullMarked
module lockstep.nn {
  requires static transitive org.jspecify;
  requires transitive lockstep.kernels;

  exports lockstep.nn.json;
}
