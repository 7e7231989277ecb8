package lockstep.nn.store;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import lockstep.kernels.update.Rule;
import lockstep.nn.Recipe;
import lockstep.nn.data.Loading;
import lockstep.nn.data.Mixing;
import lockstep.nn.data.PadSteps;
import lockstep.nn.data.Preparation;
import lockstep.nn.data.image.ImageAugmentation;
import lockstep.nn.data.image.ImageStep;
import lockstep.nn.data.sound.SoundAugmentation;
import lockstep.nn.data.sound.SoundStep;
import lockstep.nn.data.table.Column;
import lockstep.nn.data.table.EncodeRow;
import lockstep.nn.data.table.EncodeTarget;
import lockstep.nn.data.table.StandardiseColumns;
import lockstep.nn.data.text.CollapseWhitespace;
import lockstep.nn.data.text.Encode;
import lockstep.nn.data.text.LowerCase;
import lockstep.nn.data.text.NormaliseUnicode;
import lockstep.nn.data.text.ReplaceNumbers;
import lockstep.nn.data.text.ReplaceUrls;
import lockstep.nn.data.text.StripAccents;
import lockstep.nn.data.text.Vocabulary;
import lockstep.nn.graph.Initializer;
import lockstep.nn.json.RecordJson;
import lockstep.nn.layer.AdaptiveAveragePool;
import lockstep.nn.layer.AveragePool2d;
import lockstep.nn.layer.BatchNorm;
import lockstep.nn.layer.Clamp;
import lockstep.nn.layer.Concat;
import lockstep.nn.layer.Conv1d;
import lockstep.nn.layer.Conv2d;
import lockstep.nn.layer.ConvTranspose2d;
import lockstep.nn.layer.Dense;
import lockstep.nn.layer.DepthwiseConv2d;
import lockstep.nn.layer.Dropout;
import lockstep.nn.layer.Elu;
import lockstep.nn.layer.Embedding;
import lockstep.nn.layer.EmbeddingBag;
import lockstep.nn.layer.FeedForward;
import lockstep.nn.layer.Flatten;
import lockstep.nn.layer.Function;
import lockstep.nn.layer.GlobalAveragePool;
import lockstep.nn.layer.GroupNorm;
import lockstep.nn.layer.Gru;
import lockstep.nn.layer.Identity;
import lockstep.nn.layer.Initialized;
import lockstep.nn.layer.LastStep;
import lockstep.nn.layer.LayerNorm;
import lockstep.nn.layer.LeakyRelu;
import lockstep.nn.layer.LogSoftmax;
import lockstep.nn.layer.Lstm;
import lockstep.nn.layer.MaxPool2d;
import lockstep.nn.layer.MeanOverTime;
import lockstep.nn.layer.Mish;
import lockstep.nn.layer.MultiHeadAttention;
import lockstep.nn.layer.Named;
import lockstep.nn.layer.Pad;
import lockstep.nn.layer.Padding;
import lockstep.nn.layer.PositionalEmbedding;
import lockstep.nn.layer.Reshape;
import lockstep.nn.layer.Residual;
import lockstep.nn.layer.RmsNorm;
import lockstep.nn.layer.Rnn;
import lockstep.nn.layer.Rotation;
import lockstep.nn.layer.Sequential;
import lockstep.nn.layer.SinusoidalPositions;
import lockstep.nn.layer.Softmax;
import lockstep.nn.layer.TiedOutput;
import lockstep.nn.layer.TransformerDecoderBlock;
import lockstep.nn.layer.TransformerEncoderBlock;
import lockstep.nn.layer.Upsample;
import lockstep.nn.loss.BinaryCrossEntropy;
import lockstep.nn.loss.Cosine;
import lockstep.nn.loss.CrossEntropy;
import lockstep.nn.loss.Ctc;
import lockstep.nn.loss.Huber;
import lockstep.nn.loss.KullbackLeibler;
import lockstep.nn.loss.MeanAbsolute;
import lockstep.nn.loss.MeanSquared;
import lockstep.nn.loss.SoftCrossEntropy;
import lockstep.nn.optimizer.Glob;
import lockstep.nn.optimizer.Muon;
import lockstep.nn.optimizer.Optimizer;
import lockstep.nn.optimizer.Schedule;
import lockstep.nn.zoo.Recommender;
import lockstep.nn.zoo.VariationalAutoencoder;

/// The records of this library that files may name: layers, losses, rules, schedules, steps of
/// preparation, augmentations, and what they are made of.
public final class KnownRecords {

  private static final List<Class<?>> LAYERS =
      List.of(
          AdaptiveAveragePool.class,
          AveragePool2d.class,
          BatchNorm.class,
          Clamp.class,
          Concat.class,
          Conv1d.class,
          Conv2d.class,
          ConvTranspose2d.class,
          Dense.class,
          DepthwiseConv2d.class,
          Dropout.class,
          Elu.class,
          Embedding.class,
          EmbeddingBag.class,
          FeedForward.class,
          Flatten.class,
          Function.class,
          GlobalAveragePool.class,
          GroupNorm.class,
          Gru.class,
          Identity.class,
          Initialized.class,
          LastStep.class,
          LayerNorm.class,
          LeakyRelu.class,
          LogSoftmax.class,
          Lstm.class,
          MaxPool2d.class,
          MeanOverTime.class,
          Mish.class,
          MultiHeadAttention.class,
          Named.class,
          Pad.class,
          PositionalEmbedding.class,
          Reshape.class,
          Residual.class,
          RmsNorm.class,
          Rnn.class,
          Sequential.class,
          SinusoidalPositions.class,
          Softmax.class,
          TiedOutput.class,
          TransformerDecoderBlock.class,
          TransformerEncoderBlock.class,
          Upsample.class,
          Padding.class,
          Rotation.class,
          Initializer.class,
          Recommender.class,
          VariationalAutoencoder.class);

  private static final List<Class<?>> LOSSES =
      List.of(
          BinaryCrossEntropy.class,
          Cosine.class,
          CrossEntropy.class,
          Ctc.class,
          Huber.class,
          KullbackLeibler.class,
          MeanAbsolute.class,
          MeanSquared.class,
          SoftCrossEntropy.class);

  private static final List<Class<?>> OPTIMIZERS =
      List.of(
          Optimizer.class,
          Optimizer.Group.class,
          Glob.class,
          Muon.class,
          Rule.class,
          Schedule.Constant.class,
          Schedule.Stairs.class,
          Schedule.Cosine.class,
          Schedule.WarmUp.class,
          Schedule.OneCycle.class,
          Schedule.InTurn.class);

  private static final List<Class<?>> DATA =
      List.of(
          Preparation.class,
          Loading.class,
          Mixing.class,
          PadSteps.class,
          ImageStep.class,
          ImageAugmentation.class,
          SoundStep.class,
          SoundAugmentation.class,
          EncodeRow.class,
          EncodeTarget.class,
          StandardiseColumns.class,
          Column.class,
          CollapseWhitespace.class,
          LowerCase.class,
          NormaliseUnicode.class,
          StripAccents.class,
          ReplaceUrls.class,
          ReplaceNumbers.class,
          Encode.class,
          Vocabulary.class);

  private static final List<Class<?>> FILES = List.of(ModelFile.Description.class, Recipe.class);

  private static final List<Class<?>> CLASSES =
      Stream.of(LAYERS, LOSSES, OPTIMIZERS, DATA, FILES).<Class<?>>flatMap(List::stream).toList();

  private KnownRecords() {}

  /// {@return all of them}
  public static List<Class<?>> classes() {
    return CLASSES;
  }

  /// {@return how they are stored}
  public static RecordJson json() {
    return new RecordJson(CLASSES);
  }

  /// {@return how they, and others, are stored}
  ///
  /// @param more records of the caller's own: layers, losses, schedules, steps
  public static RecordJson json(List<? extends Class<?>> more) {
    var all = new ArrayList<>(CLASSES);
    all.addAll(more);
    return new RecordJson(all);
  }
}
