package lockstep.nn.results;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import lockstep.kernels.update.Rule;
import lockstep.nn.Model;
import lockstep.nn.Recipe;
import lockstep.nn.data.Dataset;
import lockstep.nn.data.Loader;
import lockstep.nn.data.Loading;
import lockstep.nn.data.Preparation;
import lockstep.nn.data.Sample;
import lockstep.nn.data.Splits;
import lockstep.nn.data.Step;
import lockstep.nn.data.Subset;
import lockstep.nn.data.text.CharacterVocabulary;
import lockstep.nn.data.text.CollapseWhitespace;
import lockstep.nn.data.text.Encode;
import lockstep.nn.data.text.LabelledText;
import lockstep.nn.data.text.LowerCase;
import lockstep.nn.data.text.ReplaceNumbers;
import lockstep.nn.data.text.ReplaceUrls;
import lockstep.nn.data.text.TokenWindows;
import lockstep.nn.data.text.Vocabulary;
import lockstep.nn.data.text.WordVocabulary;
import lockstep.nn.layer.Dense;
import lockstep.nn.layer.Directions;
import lockstep.nn.layer.Dropout;
import lockstep.nn.layer.Embedding;
import lockstep.nn.layer.FeedForward;
import lockstep.nn.layer.Function;
import lockstep.nn.layer.Gru;
import lockstep.nn.layer.Layer;
import lockstep.nn.layer.LayerNorm;
import lockstep.nn.layer.Lengths;
import lockstep.nn.layer.MeanOverTime;
import lockstep.nn.layer.MultiHeadAttention;
import lockstep.nn.layer.NormOrder;
import lockstep.nn.layer.PositionalEmbedding;
import lockstep.nn.layer.Sequential;
import lockstep.nn.layer.TransformerEncoderBlock;
import lockstep.nn.loss.CrossEntropy;
import lockstep.nn.optimizer.Optimizer;
import lockstep.nn.optimizer.Schedule;
import lockstep.nn.tensor.Tensor;
import lockstep.nn.train.Course;
import lockstep.nn.train.Task;
import lockstep.nn.zoo.SequenceZoo;

/// Texts and their classes, and texts to be continued.
final class TextWorkloads {

  private static final List<Step> CLEANING =
      List.of(
          new LowerCase(),
          new ReplaceUrls(" url "),
          new ReplaceNumbers(" number "),
          new CollapseWhitespace());

  private static final int BLOCKS = 4;

  private TextWorkloads() {}

  static Workload smsSpam(Path file, long seed) {
    LabelledText all =
        LabelledText.tabSeparated(file, lockstep.nn.data.file.CsvForm.Header.PRESENT);
    List<Subset> parts = Splits.stratified(all, 1, 0.8, 0.2);
    var held = Held.of(parts.getFirst(), parts.getLast());
    Vocabulary words = vocabulary(held.train(), 5_000, 2);
    Layer network =
        Sequential.of(
            new Embedding(words.size(), 64),
            new Dropout(0.3f),
            new Gru(64).reading(Directions.BOTH).withLengths().last(),
            new Dropout(0.4f),
            new Dense(2));
    return classes(held, preparation(words, 48), network, new CrossEntropy(), 8, 0.003, seed);
  }

  static Workload banking77(Path folder, long seed) {
    LabelledText train = LabelledText.csv(folder.resolve("train.csv"), "text", "category");
    LabelledText test =
        LabelledText.csv(folder.resolve("test.csv"), "text", "category").numberedBy(train.labels());
    var held = Held.of(train, test);
    Vocabulary words = vocabulary(held.train(), 4_000, 1);
    var block =
        new TransformerEncoderBlock(
            new MultiHeadAttention(4).withLengths(),
            new FeedForward(256, Function.gelu(), lockstep.nn.layer.Bias.ADDED),
            new LayerNorm(),
            NormOrder.BEFORE,
            new Dropout(0.2f));
    Layer network =
        Sequential.of(
            new Embedding(words.size(), 128),
            new PositionalEmbedding(32),
            new Dropout(0.3f),
            block,
            block,
            new LayerNorm(),
            new MeanOverTime(Lengths.GIVEN),
            new Dropout(0.4f),
            new Dense(train.labels().size()));
    return classes(
        held, preparation(words, 32), network, new CrossEntropy(0.1f, -1), 25, 0.002, seed);
  }

  static Workload shakespeare(Path file, long seed) {
    String text = read(file);
    CharacterVocabulary characters = CharacterVocabulary.fit(text);
    int[] tokens = characters.encode(text);
    int cut = tokens.length / 10 * 9;
    int block = 64;
    long steps = 2_000;
    var train = new TokenWindows(tokens, 0, cut, block);
    var validation = new Every(new TokenWindows(tokens, cut, tokens.length, block), block);
    Recipe recipe =
        Recipe.of(
            new CrossEntropy(),
            Optimizer.of(
                    new Rule.AdamW(0.9, 0.99, 1e-8, 0.1),
                    Schedule.warmUp(100, Schedule.cosine(3e-3, 1e-4, steps - 100)))
                .with("*norm.weight", new Rule.AdamW(0.9, 0.99, 1e-8, 0))
                .with(BLOCKS + 2 + ".weight", new Rule.AdamW(0.9, 0.99, 1e-8, 0))
                .clipped(1));
    var judging = new Loader(validation, Preparation.of(), Loading.toJudge(48));
    return new Workload(
        new Loader(train, Preparation.of(), Loading.toLearn(12, seed)),
        judging,
        judging,
        new Task.ContinueText(-1),
        SequenceZoo.gpt(characters.size(), block, BLOCKS, 4, 128),
        recipe,
        Course.steps(steps, 500).keep(Course.Keep.LAST),
        TextWorkloads::beginResidualsSmall);
  }

  /// As GPT-2 does: what is added to the stream of each block begins smaller, by the root of how
  /// many there are.
  private static void beginResidualsSmall(Model model) {
    float factor = (float) (1 / Math.sqrt(2.0 * BLOCKS));
    for (String name : model.variables().all().keySet()) {
      if (name.endsWith("attention.output.weight") || name.endsWith("feed_forward.down.weight")) {
        Tensor weights = model.variables().get(name);
        for (int i = 0; i < weights.count(); i++) {
          weights.set(i, weights.get(i) * factor);
        }
      }
    }
  }

  /// Windows that do not overlap.
  private record Every(Dataset windows, int stride) implements Dataset {
    @Override
    public int size() {
      return (windows.size() + stride - 1) / stride;
    }

    @Override
    public Sample get(int index) {
      return windows.get(index * stride);
    }
  }

  private static Vocabulary vocabulary(Dataset train, int most, int least) {
    return WordVocabulary.fit(Vocabulary.texts(train, CLEANING.toArray(Step[]::new)), most, least);
  }

  private static Preparation preparation(Vocabulary words, int length) {
    return Preparation.of(CLEANING.toArray(Step[]::new)).then(new Encode(words, length));
  }

  private static Workload classes(
      Held held,
      Preparation preparation,
      Layer network,
      CrossEntropy loss,
      int epochs,
      double rate,
      long seed) {
    Dataset train = held.train();
    var learning = new Loader(train, preparation, Loading.toLearn(64, seed).remembering());
    var judging = new Loader(new Part(train, 1_000), preparation, Loading.toJudge(100));
    long steps = (long) epochs * learning.batches();
    return new Workload(
        learning,
        judging,
        new Loader(held.test(), preparation, Loading.toJudge(100)),
        new Task.Classify(train.labels()),
        network,
        Recipe.of(
            loss, Optimizer.adamW(rate, 0.05).clipped(1).with(Schedule.oneCycle(rate, steps))),
        Course.epochs(epochs).keep(Course.Keep.LAST));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
