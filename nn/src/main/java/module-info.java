/// Layers, one graph, plans, data and training.
@org.jspecify.annotations.NullMarked
module lockstep.nn {
  requires static transitive org.jspecify;
  requires java.desktop;
  requires java.net.http;
  requires transitive lockstep.kernels;

  exports lockstep.nn;
  exports lockstep.nn.check;
  exports lockstep.nn.compare;
  exports lockstep.nn.data;
  exports lockstep.nn.data.download;
  exports lockstep.nn.data.embedded;
  exports lockstep.nn.data.image;
  exports lockstep.nn.data.sound;
  exports lockstep.nn.data.file;
  exports lockstep.nn.data.table;
  exports lockstep.nn.data.text;
  exports lockstep.nn.generate;
  exports lockstep.nn.gradient;
  exports lockstep.nn.graph;
  exports lockstep.nn.inspect;
  exports lockstep.nn.json;
  exports lockstep.nn.layer;
  exports lockstep.nn.loss;
  exports lockstep.nn.metric;
  exports lockstep.nn.notation;
  exports lockstep.nn.optimizer;
  exports lockstep.nn.plan;
  exports lockstep.nn.plan.bind;
  exports lockstep.nn.plan.rewrite;
  exports lockstep.nn.project;
  exports lockstep.nn.report;
  exports lockstep.nn.run;
  exports lockstep.nn.run.reference;
  exports lockstep.nn.runs;
  exports lockstep.nn.samples;
  exports lockstep.nn.search;
  exports lockstep.nn.store;
  exports lockstep.nn.tensor;
  exports lockstep.nn.train;
  exports lockstep.nn.zoo;
}
