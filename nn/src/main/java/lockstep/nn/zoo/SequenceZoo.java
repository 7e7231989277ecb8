package lockstep.nn.zoo;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import lockstep.nn.graph.Initializer;
import lockstep.nn.layer.Bias;
import lockstep.nn.layer.Dense;
import lockstep.nn.layer.Dropout;
import lockstep.nn.layer.Embedding;
import lockstep.nn.layer.FeedForward;
import lockstep.nn.layer.Function;
import lockstep.nn.layer.Gru;
import lockstep.nn.layer.Initialized;
import lockstep.nn.layer.Layer;
import lockstep.nn.layer.LayerNorm;
import lockstep.nn.layer.Lstm;
import lockstep.nn.layer.MeanOverTime;
import lockstep.nn.layer.MultiHeadAttention;
import lockstep.nn.layer.NormOrder;
import lockstep.nn.layer.PositionalEmbedding;
import lockstep.nn.layer.Sequential;
import lockstep.nn.layer.TiedOutput;
import lockstep.nn.layer.TransformerEncoderBlock;

/// Networks for sequences.
///
/// | network | an example | says |
/// |---|---|---|
/// | {@link #lstm}, {@link #gru} | `[T, features]`, usually `[100, 64]` | `[10]` |
/// | {@link #charGpt} | `[T]`, INT32 from 0 to 64, T at most 64 | `[T, 65]` |
/// | {@link #encoder} | `[T]`, INT32 | `[classes]` |
public final class SequenceZoo {

  private static final int CLASSES = 10;
  private static final int HIDDEN = 256;

  /// The deviation that GPT-2 begins with.
  private static final float DEVIATION = 0.02f;

  private SequenceZoo() {}

  /// {@return an LSTM of 256 features, and classes from its last step}
  public static Layer lstm() {
    return Sequential.of(new Lstm(HIDDEN).last(), new Dense(CLASSES));
  }

  /// {@return a GRU of 256 features, and classes from its last step}
  public static Layer gru() {
    return Sequential.of(new Gru(HIDDEN).last(), new Dense(CLASSES));
  }

  /// {@return a language model of 65 characters: 4 causal blocks of 4 heads and 128 features over
  /// up to 64 tokens, without biases, its output tied to its embedding}
  public static Layer charGpt() {
    return gpt(65, 64, 4, 4, 128);
  }

  /// {@return a language model in the manner of GPT-2, without biases, its output tied to its
  /// embedding}
  public static Layer gpt(int vocabulary, int tokens, int blocks, int heads, int width) {
    var norm = new LayerNorm(1e-5f, Bias.NONE);
    var block =
        new TransformerEncoderBlock(
            new MultiHeadAttention(heads).causal().withoutBias(),
            new FeedForward(4 * width, Function.gelu(), Bias.NONE),
            norm,
            NormOrder.BEFORE,
            new Dropout(0));
    var layers = new ArrayList<Layer>();
    layers.add(new Embedding(vocabulary, width));
    layers.add(new PositionalEmbedding(tokens));
    layers.addAll(Collections.nCopies(blocks, block));
    layers.add(norm);
    layers.add(new TiedOutput("0"));
    return new Initialized(new Initializer.Normal(0, DEVIATION), new Sequential(layers));
  }

  /// {@return a classifier of texts: embedding and positions, two blocks of 4 heads, the mean over
  /// tokens}
  public static Layer encoder(int vocabulary, int tokens, int width, int classes) {
    var block = new TransformerEncoderBlock(4, 4 * width);
    var network =
        new Sequential(
            List.of(
                new Embedding(vocabulary, width),
                new PositionalEmbedding(tokens),
                block,
                block,
                new LayerNorm(),
                new MeanOverTime(),
                new Dense(classes)));
    return new Initialized(new Initializer.Normal(0, DEVIATION), network);
  }
}
