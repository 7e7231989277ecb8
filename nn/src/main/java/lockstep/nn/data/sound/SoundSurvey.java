package lockstep.nn.data.sound;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import lockstep.nn.data.DataException;
import lockstep.nn.data.Dataset;
import lockstep.nn.data.Sample;
import lockstep.nn.data.Sound;
import lockstep.nn.data.Step;
import lockstep.nn.data.Tokens;

/// Collects what a report says.
final class SoundSurvey {

  /// A sample as loud as can be, of 16 bits or of 8.
  private static final float LOUD = 0.992f;

  private static final float SOFT = 0.001f;

  private final Dataset data;
  private final int[] classes;
  private final Map<Integer, Integer> rates = new TreeMap<>();
  private final Map<Integer, Integer> channels = new TreeMap<>();
  private final List<Double> lengths = new ArrayList<>();
  private final List<String> clipped = new ArrayList<>();
  private final List<String> silent = new ArrayList<>();
  private final List<String> duplicates = new ArrayList<>();
  private final List<String> broken;
  private final Map<String, String> seen = new HashMap<>();

  /// @param skipped what is wrong with files that were left out
  SoundSurvey(Dataset data, List<String> skipped) {
    this.data = data;
    classes = new int[data.labels().size()];
    broken = new ArrayList<>(skipped);
  }

  SoundReport report() {
    for (int i = 0; i < data.size(); i++) {
      try {
        Sample sample = data.get(i);
        look(Step.expect(Sound.class, sample.input(), "SoundReport"), sample);
      } catch (DataException e) {
        broken.add(String.valueOf(e.getMessage()));
      }
    }
    double[] sorted = SoundReport.sorted(lengths);
    var ofClasses = new ArrayList<SoundReport.Count>();
    for (int c = 0; c < classes.length; c++) {
      ofClasses.add(new SoundReport.Count(data.labels().get(c), classes[c]));
    }
    return new SoundReport(
        lengths.size(),
        ofClasses,
        counts(rates, " Hz"),
        counts(channels, ""),
        sorted.length == 0 ? 0 : sorted[0],
        SoundReport.median(sorted),
        sorted.length == 0 ? 0 : sorted[sorted.length - 1],
        Arrays.stream(sorted).sum(),
        clipped,
        silent,
        duplicates,
        broken);
  }

  private void look(Sound sound, Sample sample) {
    String origin = sample.origin();
    if (sample.target() instanceof Tokens tokens && classes.length > 0) {
      classes[tokens.values()[0]]++;
    }
    rates.merge(sound.rate(), 1, Integer::sum);
    channels.merge(sound.channels(), 1, Integer::sum);
    lengths.add((double) sound.length() / sound.rate());
    int loud = 0;
    float peak = 0;
    for (float value : sound.samples()) {
      float size = Math.abs(value);
      loud += size >= LOUD ? 1 : 0;
      peak = Math.max(peak, size);
    }
    if (loud * 1000L >= sound.samples().length) {
      clipped.add(origin);
    }
    if (peak < SOFT) {
      silent.add(origin);
    }
    String before = seen.putIfAbsent(print(sound), origin);
    if (before != null) {
      duplicates.add(origin + " = " + before);
    }
  }

  private static List<SoundReport.Count> counts(Map<Integer, Integer> counts, String unit) {
    return counts.entrySet().stream()
        .map(entry -> new SoundReport.Count(entry.getKey() + unit, entry.getValue()))
        .toList();
  }

  private static String print(Sound sound) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      float[] samples = sound.samples();
      ByteBuffer some = ByteBuffer.allocate(8192);
      some.putInt(sound.rate()).putInt(sound.channels());
      for (float sample : samples) {
        if (!some.hasRemaining()) {
          digest.update(some.flip());
          some.clear();
        }
        some.putFloat(sample);
      }
      digest.update(some.flip());
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
