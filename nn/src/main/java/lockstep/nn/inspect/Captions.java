package lockstep.nn.inspect;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import lockstep.nn.data.Augmentation;
import lockstep.nn.data.Step;
import lockstep.nn.layer.BatchNorm;
import lockstep.nn.layer.Bias;
import lockstep.nn.layer.Concat;
import lockstep.nn.layer.Conv1d;
import lockstep.nn.layer.Conv2d;
import lockstep.nn.layer.ConvTranspose2d;
import lockstep.nn.layer.Dense;
import lockstep.nn.layer.DepthwiseConv2d;
import lockstep.nn.layer.Directions;
import lockstep.nn.layer.Embedding;
import lockstep.nn.layer.Function;
import lockstep.nn.layer.GroupNorm;
import lockstep.nn.layer.Gru;
import lockstep.nn.layer.Initialized;
import lockstep.nn.layer.Layer;
import lockstep.nn.layer.LayerNorm;
import lockstep.nn.layer.Lstm;
import lockstep.nn.layer.MaxPool2d;
import lockstep.nn.layer.MultiHeadAttention;
import lockstep.nn.layer.Named;
import lockstep.nn.layer.Padding;
import lockstep.nn.layer.Reshape;
import lockstep.nn.layer.Residual;
import lockstep.nn.layer.RmsNorm;
import lockstep.nn.layer.Sequential;
import lockstep.nn.layer.Sight;
import lockstep.nn.layer.Steps;
import lockstep.nn.layer.TiedOutput;
import lockstep.nn.layer.TransformerEncoderBlock;
import lockstep.nn.tensor.Shape;

/// Layers, steps of preparation and shapes in a few words.
public final class Captions {

  private Captions() {}

  /// {@return a layer: `Conv2d 16, 3×3, same`}
  public static String of(Layer layer) {
    return switch (layer) {
      case Named(_, var inner) -> of(inner);
      case Initialized(_, var inner) -> of(inner);
      case Sequential(var layers) -> layers.size() == 1 ? "1 layer" : layers.size() + " layers";
      case Residual _ -> "Residual";
      case Concat(var branches) -> "Concat of " + branches.size();
      case Dense(var out, var bias) -> words("Dense " + out, bias(bias));
      case Conv2d conv ->
          words(
              "Conv2d " + conv.out(),
              square(conv.window()),
              stride(conv.stride(), 1),
              padding(conv.padding()),
              conv.dilation() == 1 ? "" : "dilation " + conv.dilation(),
              conv.groups() == 1 ? "" : "groups " + conv.groups(),
              bias(conv.bias()));
      case Conv1d conv ->
          words(
              "Conv1d " + conv.out(),
              "window " + conv.window(),
              stride(conv.stride(), 1),
              padding(conv.padding()),
              bias(conv.bias()));
      case DepthwiseConv2d(var window, var stride, var padding, var bias) ->
          words(
              "DepthwiseConv2d " + square(window), stride(stride, 1), padding(padding), bias(bias));
      case ConvTranspose2d conv ->
          words(
              "ConvTranspose2d " + conv.out(),
              square(conv.window()),
              stride(conv.stride(), 1),
              padding(conv.padding()),
              bias(conv.bias()));
      case MaxPool2d(var window, var stride, var padding) ->
          words("MaxPool2d " + square(window), stride(stride, window), padding(padding));
      case Function(var function) -> name(function);
      case BatchNorm _ -> "BatchNorm";
      case LayerNorm(_, var bias) -> words("LayerNorm", bias(bias));
      case RmsNorm _ -> "RmsNorm";
      case GroupNorm(var groups, _) -> "GroupNorm " + groups;
      case Embedding(var rows, var width) -> "Embedding of " + rows + ", " + width + " wide";
      case Lstm of ->
          words(
              "Lstm " + of.hidden(), stack(of.layers()), order(of.directions()), last(of.steps()));
      case Gru of ->
          words("Gru " + of.hidden(), stack(of.layers()), order(of.directions()), last(of.steps()));
      case MultiHeadAttention attention ->
          words(
              "MultiHeadAttention " + heads(attention),
              attention.sight() == Sight.CAUSAL ? "causal" : "");
      case TransformerEncoderBlock block ->
          words(
              "TransformerEncoderBlock " + heads(block.attention()),
              block.attention().sight() == Sight.CAUSAL ? "causal" : "",
              "hidden " + block.feedForward().hidden());
      case Reshape(var sizes) ->
          "Reshape " + sizes.stream().map(String::valueOf).collect(Collectors.joining("×"));
      case TiedOutput(var embedding) -> "TiedOutput, weights of " + embedding;
      default -> RecordWords.of(layer);
    };
  }

  /// {@return a step of preparation: `Resize 28, 28`}
  public static String of(Step step) {
    return RecordWords.of(step);
  }

  /// {@return a change by chance: `Rotate 10`}
  public static String of(Augmentation augmentation) {
    return RecordWords.of(augmentation);
  }

  /// {@return the sizes of an example: `28×28×1`}
  public static String of(Shape shape) {
    Shape each = shape.hasBatch() && shape.batchAxis() == 0 ? shape.without(0) : shape;
    String text =
        IntStream.range(0, each.rank())
            .mapToObj(i -> each.isBatch(i) ? "N" : String.valueOf(each.size(i)))
            .collect(Collectors.joining("×"));
    return text.isEmpty() ? "1" : text;
  }

  /// A constant as a word: `Relu`.
  static String name(Enum<?> constant) {
    return java.util.Arrays.stream(constant.name().split("_", -1))
        .map(part -> part.charAt(0) + part.substring(1).toLowerCase(Locale.ROOT))
        .collect(Collectors.joining());
  }

  private static String words(String first, String... more) {
    var all = new ArrayList<>(List.of(first));
    List.of(more).stream().filter(word -> !word.isEmpty()).forEach(all::add);
    return String.join(", ", all);
  }

  private static String square(int window) {
    return window + "×" + window;
  }

  private static String stride(int stride, int usual) {
    return stride == usual ? "" : "stride " + stride;
  }

  private static String padding(Padding padding) {
    return switch (padding) {
      case Padding.Valid _ -> "";
      case Padding.Same _ -> "same";
      case Padding.Each(var amount) -> amount == 0 ? "" : "padding " + amount;
    };
  }

  private static String bias(Bias bias) {
    return switch (bias) {
      case ADDED -> "";
      case NONE -> "no bias";
    };
  }

  private static String stack(int layers) {
    return layers == 1 ? "" : layers + " layers";
  }

  private static String order(Directions directions) {
    return switch (directions) {
      case FORWARD -> "";
      case REVERSE -> "reverse";
      case BOTH -> "both ways";
    };
  }

  private static String last(Steps steps) {
    return switch (steps) {
      case ALL -> "";
      case LAST -> "last step";
    };
  }

  private static String heads(MultiHeadAttention attention) {
    return attention.heads() == 1 ? "1 head" : attention.heads() + " heads";
  }
}
