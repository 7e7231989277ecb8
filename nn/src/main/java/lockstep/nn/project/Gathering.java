package lockstep.nn.project;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import lockstep.nn.Model;
import lockstep.nn.data.Dataset;
import lockstep.nn.data.Image;
import lockstep.nn.data.Item;
import lockstep.nn.data.Numbers;
import lockstep.nn.data.Row;
import lockstep.nn.data.Sample;
import lockstep.nn.data.Sound;
import lockstep.nn.data.Subset;
import lockstep.nn.data.Text;
import lockstep.nn.data.Tokens;
import lockstep.nn.data.table.Column;
import lockstep.nn.data.table.Schema;
import lockstep.nn.metric.Classification;
import lockstep.nn.metric.Doubted;
import lockstep.nn.metric.LanguageModel;
import lockstep.nn.metric.LogSoftmax;
import lockstep.nn.metric.Matched;
import lockstep.nn.metric.Regression;
import lockstep.nn.report.Example;
import lockstep.nn.report.Findings;
import lockstep.nn.report.Shown;
import lockstep.nn.train.Judgement;
import lockstep.nn.train.Task;

/// What judging found, with the held-out samples that it is about as they were before preparation.
record Gathering(Project project, Source source, Model model) {

  private static final int EXAMPLES = 18;
  private static final int MANY_PAIRS = 1_200;
  private static final int WINDOWS = 6;
  private static final int TWINS = 12;
  private static final int PASSAGES = 4;
  private static final int LOUDNESS = 120;

  Findings of(Judgement test) {
    return switch (test.metric()) {
      case Classification classes -> classes(classes);
      case LanguageModel texts -> new Findings.Texts(texts, passages());
      case Regression quantities ->
          switch (project.purpose().data().task()) {
            case FORECASTING -> forecasts(quantities);
            case RECONSTRUCTION -> reconstructions(quantities);
            case REGRESSION, CLASSIFICATION, LANGUAGE_MODEL, DETECT -> quantities(quantities);
          };
    };
  }

  private Findings classes(Classification metric) {
    List<String> labels = metric.labels();
    List<Example> worst =
        metric.worst(EXAMPLES).stream()
            .filter(each -> each.truth() != each.predicted())
            .map(each -> worst(each, labels))
            .toList();
    List<Example> doubtful =
        metric.doubtful(EXAMPLES).stream().map(each -> doubtful(each, labels)).toList();
    return new Findings.Classes(metric, worst, doubtful);
  }

  private Example worst(Matched each, List<String> labels) {
    Sample sample = source.test().get(each.index());
    String truth = labels.get(each.truth());
    return new Example(
        shown(sample),
        sample.origin(),
        truth,
        labels.get(each.predicted()),
        each.confidence(),
        truth,
        StrictMath.exp(-each.loss()));
  }

  private Example doubtful(Doubted each, List<String> labels) {
    Sample sample = source.test().get(each.index());
    return new Example(
        shown(sample),
        sample.origin(),
        labels.get(each.truth()),
        labels.get(each.predicted()),
        each.confidence(),
        labels.get(each.second()),
        each.secondConfidence());
  }

  private Shown shown(Sample sample) {
    return switch (sample.input()) {
      case Image image -> new Shown.Picture(image);
      case Text(var text) -> new Shown.Words(text);
      case Row(var cells) -> new Shown.Cells(names(cells.size()), cells);
      case Sound sound ->
          new Shown.Recording((double) sound.length() / sound.rate(), loudness(sound));
      case Numbers numbers -> new Shown.Cells(places(numbers.values().length), texts(numbers));
      case Tokens tokens ->
          new Shown.Words(
              String.join(" ", IntStream.of(tokens.values()).mapToObj(String::valueOf).toList()));
    };
  }

  private List<String> names(int cells) {
    if (project.purpose().details() instanceof Details.Table(Schema schema)) {
      List<String> names = new ArrayList<>(schema.columns().stream().map(Column::name).toList());
      names.remove(schema.target());
      if (names.size() == cells) {
        return names;
      }
    }
    return places(cells);
  }

  private static List<String> places(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> count == 2 ? i == 0 ? "x" : "y" : "" + i)
        .toList();
  }

  private static List<String> texts(Numbers numbers) {
    var texts = new ArrayList<String>();
    for (float value : numbers.values()) {
      texts.add(String.valueOf(value));
    }
    return texts;
  }

  private static List<Double> loudness(Sound sound) {
    float[] samples = sound.samples();
    int parts = Math.min(LOUDNESS, samples.length);
    double[] most = new double[parts];
    double all = 1e-9;
    for (int i = 0; i < samples.length; i++) {
      int part = (int) ((long) i * parts / samples.length);
      most[part] = Math.max(most[part], Math.abs(samples[i]));
      all = Math.max(all, most[part]);
    }
    double loudest = all;
    return IntStream.range(0, parts).mapToObj(part -> most[part] / loudest).toList();
  }

  private Task.Regress units() {
    return project.purpose().task(project.labels()) instanceof Task.Regress units
        ? units
        : new Task.Regress();
  }

  private Findings quantities(Regression metric) {
    int[] worst = metric.worst(EXAMPLES).stream().mapToInt(Integer::intValue).toArray();
    Dataset farthest = new Subset(source.test(), worst);
    List<Findings.Pair> off = pairs(answers(farthest));
    List<Findings.Measured> measured =
        IntStream.range(0, worst.length)
            .mapToObj(i -> {
              Sample sample = farthest.get(i);
              return new Findings.Measured(shown(sample), sample.origin(), off.get(i));
            })
            .toList();
    return new Findings.Quantities(metric, what(), pairs(answers(some(MANY_PAIRS))), measured);
  }

  private String what() {
    return switch (project.purpose().details()) {
      case Details.Windows(var column, _, _, _, _) -> column;
      case Details.Table(var schema) -> schema.targetColumn().name();
      case Details.Plain _, Details.Characters _ -> "value";
    };
  }

  private Dataset some(int most) {
    return Preparations.some(source.test(), most);
  }

  private List<Answers.Answer> answers(Dataset data) {
    return Answers.of(model, project.preparation(), data);
  }

  /// All numbers that were said, in the units of the data.
  private List<Findings.Pair> pairs(List<Answers.Answer> answers) {
    Task.Regress units = units();
    var pairs = new ArrayList<Findings.Pair>();
    for (Answers.Answer answer : answers) {
      for (int i = 0; i < answer.said().count(); i++) {
        pairs.add(
            new Findings.Pair(
                answer.target().get(i) * units.deviation() + units.mean(),
                answer.said().get(i) * units.deviation() + units.mean()));
      }
    }
    return pairs;
  }

  private Findings forecasts(Regression metric) {
    Dataset shown = some(WINDOWS);
    List<Answers.Answer> answers = answers(shown);
    Task.Regress units = units();
    var windows = new ArrayList<Findings.Window>();
    for (int i = 0; i < shown.size(); i++) {
      Sample sample = shown.get(i);
      List<Findings.Pair> pairs = pairs(List.of(answers.get(i)));
      windows.add(
          new Findings.Window(
              sample.origin(),
              raw(sample.input()),
              pairs.stream().map(Findings.Pair::truth).toList(),
              pairs.stream().map(Findings.Pair::said).toList()));
    }
    List<Answers.Answer> many = answers(some(MANY_PAIRS));
    int horizon = many.isEmpty() ? 0 : many.getFirst().said().count();
    List<Double> ahead =
        IntStream.range(0, horizon).mapToObj(step -> units.deviation() * root(many, step)).toList();
    List<Findings.Pair> pairs = pairs(many);
    int every = Math.max(1, pairs.size() / MANY_PAIRS);
    return new Findings.Forecasts(
        metric,
        what(),
        windows,
        ahead,
        // Every step ahead has its turn: the stride shares no factor with most horizons.
        IntStream.iterate(0, i -> i < pairs.size(), i -> i + every | 1)
            .mapToObj(pairs::get)
            .toList());
  }

  private static double root(List<Answers.Answer> answers, int step) {
    double mean =
        answers.stream()
            .mapToDouble(answer -> answer.said().get(step) - answer.target().get(step))
            .map(off -> off * off)
            .average()
            .orElse(Double.NaN);
    return Math.sqrt(mean);
  }

  private static List<Double> raw(Item item) {
    if (!(item instanceof Numbers numbers)) {
      return List.of(0.0);
    }
    var values = new ArrayList<Double>();
    for (float value : numbers.values()) {
      values.add((double) value);
    }
    return values;
  }

  private Findings reconstructions(Regression metric) {
    int[] worst = metric.worst(TWINS).stream().mapToInt(Integer::intValue).toArray();
    return new Findings.Reconstructions(
        metric, twins(some(TWINS)), twins(new Subset(source.test(), worst)));
  }

  private List<Findings.Twins> twins(Dataset data) {
    List<Answers.Answer> answers = answers(data);
    var twins = new ArrayList<Findings.Twins>();
    for (int i = 0; i < answers.size(); i++) {
      Answers.Answer answer = answers.get(i);
      double sum = 0;
      for (int k = 0; k < answer.said().count(); k++) {
        double off = answer.said().get(k) - answer.target().get(k);
        sum += off * off;
      }
      twins.add(
          new Findings.Twins(
              image(answer.target()),
              image(answer.said()),
              data.get(i).origin(),
              sum / answer.said().count()));
    }
    return twins;
  }

  /// Numbers of 0 to 1 as a picture.
  private Image image(Answers.Values values) {
    int height = project.example().size(0);
    int width = project.example().size(1);
    int channels = values.count() / (height * width);
    byte[] pixels = new byte[values.count()];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) Math.clamp(Math.round(255 * values.get(i)), 0, 255);
    }
    return new Image(height, width, channels, pixels);
  }

  private List<Findings.Passage> passages() {
    Dataset shown = some(PASSAGES);
    List<Answers.Answer> answers = answers(shown);
    var passages = new ArrayList<Findings.Passage>();
    for (int i = 0; i < answers.size(); i++) {
      if (shown.get(i).target() instanceof Tokens target) {
        passages.add(passage(answers.get(i).said(), target));
      }
    }
    return passages;
  }

  private Findings.Passage passage(Answers.Values said, Tokens target) {
    int vocabulary = said.count() / target.values().length;
    var tokens = new ArrayList<Findings.Token>();
    for (int t = 0; t < target.length(); t++) {
      int right = target.values()[t];
      float[] logits = said.part(t * vocabulary, vocabulary);
      tokens.add(new Findings.Token(text(right), StrictMath.exp(LogSoftmax.of(right, logits))));
    }
    return new Findings.Passage(tokens);
  }

  private String text(int token) {
    return project.purpose().details() instanceof Details.Characters(var characters, _)
        ? characters.decode(token)
        : token + " ";
  }
}
