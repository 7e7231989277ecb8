package lockstep.cli.bench;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import lockstep.kernels.update.Rule;
import lockstep.nn.layer.Layer;
import lockstep.nn.optimizer.Optimizer;
import lockstep.nn.optimizer.Schedule;
import lockstep.nn.tensor.DType;
import lockstep.nn.tensor.Shape;
import lockstep.nn.zoo.SequenceZoo;
import lockstep.nn.zoo.Zoo;

/// The networks by which runtimes are compared, and how they learn.
public enum Workload {
  /// 784-512-256-10.
  MLP,
  /// Two convolutions and two dense layers.
  LENET,
  /// A residual network for small images.
  RESNET20,
  /// A residual network for photographs.
  RESNET18,
  /// A language model of characters.
  CHARGPT,
  /// 256 features over 100 steps.
  LSTM;

  private static final double MOMENTUM = 0.9;
  private static final double DECAY = 1e-4;

  /// {@return the workload of that name}
  ///
  /// @throws IllegalArgumentException if there is none
  public static Workload named(String name) {
    return Arrays.stream(values())
        .filter(each -> each.text().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException("expected one of " + names() + "; got '" + name + "'"));
  }

  /// {@return all names}
  public static String names() {
    return Arrays.stream(values()).map(Workload::text).collect(Collectors.joining(", "));
  }

  /// {@return its name}
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  Layer network() {
    return switch (this) {
      case MLP -> Zoo.mlp();
      case LENET -> Zoo.lenet();
      case RESNET20 -> Zoo.resnet20();
      case RESNET18 -> Zoo.resnet18();
      case CHARGPT -> SequenceZoo.charGpt();
      case LSTM -> SequenceZoo.lstm();
    };
  }

  Shape example() {
    return switch (this) {
      case MLP -> Shape.of(784);
      case LENET -> Shape.of(28, 28, 1);
      case RESNET20 -> Shape.of(32, 32, 3);
      case RESNET18 -> Shape.of(224, 224, 3);
      case CHARGPT -> Shape.of(64);
      case LSTM -> Shape.of(100, 64);
    };
  }

  DType dtype() {
    return this == CHARGPT ? DType.INT32 : DType.FLOAT32;
  }

  int classes() {
    return switch (this) {
      case MLP, LENET, RESNET20, LSTM -> 10;
      case RESNET18 -> 1000;
      case CHARGPT -> 65;
    };
  }

  /// {@return the batch size that is usual for it}
  public int batch() {
    return switch (this) {
      case MLP, LENET, RESNET20 -> 64;
      case RESNET18 -> 8;
      case CHARGPT -> 12;
      case LSTM -> 32;
    };
  }

  Optimizer optimizer() {
    return switch (this) {
      case MLP -> Optimizer.momentum(0.01, MOMENTUM, 0);
      case RESNET20, RESNET18 -> Optimizer.momentum(0.01, MOMENTUM, DECAY);
      case LENET, LSTM -> Optimizer.adam(1e-3);
      case CHARGPT ->
          // Only matrices decay, not what multiplies the features of a norm.
          Optimizer.of(adamW(0.1), Schedule.constant(1e-3))
              .with("*norm.weight", adamW(0))
              .with("6.weight", adamW(0));
    };
  }

  private static Rule adamW(double decay) {
    return new Rule.AdamW(0.9, 0.99, 1e-8, decay);
  }

  /// How many units an example counts.
  int units() {
    return this == CHARGPT ? example().size(0) : 1;
  }

  String unit() {
    return this == CHARGPT ? "tokens/s" : "samples/s";
  }
}
