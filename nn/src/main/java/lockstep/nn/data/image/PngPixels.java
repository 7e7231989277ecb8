package lockstep.nn.data.image;

/// Turns the samples of a PNG file into pixels of 8 bits.
final class PngPixels {

  private static final int OPAQUE = 255;
  private static final int NO_KEY = -1;

  private final PngHeader header;
  private final int channels;
  private final byte[] colours;
  private final int[] key;

  PngPixels(PngFile file) {
    header = file.header();
    byte[] transparency = file.transparency();
    boolean transparent = transparency.length > 0;
    int samples = header.colour().samples();
    channels =
        switch (header.colour()) {
          case GREY, COLOURS -> samples + (transparent ? 1 : 0);
          case PALETTE -> transparent ? 4 : 3;
          case GREY_ALPHA, COLOURS_ALPHA -> samples;
        };
    boolean keyed = transparent && header.colour() != PngColour.PALETTE && channels == samples + 1;
    if (keyed && transparency.length != 2 * samples) {
      throw file.damaged(
          file.firstData(),
          "a transparent colour of " + 2 * samples + " bytes before the pixels",
          transparency.length + "");
    }
    key = keyed ? key(transparency, (1 << header.depth()) - 1) : new int[] {NO_KEY};
    boolean indexed = header.colour() == PngColour.PALETTE;
    colours = indexed ? palette(file.palette(), transparency, channels) : new byte[0];
  }

  private static int[] key(byte[] transparency, int mask) {
    int[] key = new int[transparency.length / 2];
    for (int i = 0; i < key.length; i++) {
      key[i] = ((transparency[2 * i] & 0xff) << 8 | (transparency[2 * i + 1] & 0xff)) & mask;
    }
    return key;
  }

  /// All 256 colours: those that the file leaves out are black.
  private static byte[] palette(byte[] palette, byte[] transparency, int channels) {
    byte[] colours = new byte[256 * channels];
    for (int i = 0; i < 256; i++) {
      if (i < palette.length / 3) {
        System.arraycopy(palette, 3 * i, colours, channels * i, 3);
      }
      if (channels == 4) {
        colours[4 * i + 3] = i < transparency.length ? transparency[i] : (byte) OPAQUE;
      }
    }
    return colours;
  }

  int channels() {
    return channels;
  }

  /// Writes a row of pixels.
  ///
  /// @param row samples, from index 1 on
  /// @param at where the first pixel goes
  /// @param step from there to the next
  void put(byte[] row, int count, byte[] out, int at, int step) {
    switch (header.colour()) {
      case GREY -> putGrey(row, count, out, at, step);
      case PALETTE -> {
        int to = at;
        for (int i = 0; i < count; i++) {
          System.arraycopy(colours, sample(row, i) * channels, out, to, channels);
          to += step;
        }
      }
      case COLOURS, GREY_ALPHA, COLOURS_ALPHA -> putWhole(row, count, out, at, step);
    }
  }

  private void putGrey(byte[] row, int count, byte[] out, int at, int step) {
    int depth = header.depth();
    int spread = depth < 8 ? 255 / ((1 << depth) - 1) : 1;
    int to = at;
    for (int i = 0; i < count; i++) {
      int sample = sample(row, i);
      out[to] = (byte) (depth == 16 ? sample >> 8 : sample * spread);
      if (channels == 2) {
        out[to + 1] = (byte) (sample == key[0] ? 0 : OPAQUE);
      }
      to += step;
    }
  }

  /// Pixels of whole bytes.
  private void putWhole(byte[] row, int count, byte[] out, int at, int step) {
    int samples = header.colour().samples();
    if (header.depth() == 8 && step == samples) {
      System.arraycopy(row, 1, out, at, count * samples);
      return;
    }
    int size = header.depth() / 8;
    int from = 1;
    int to = at;
    for (int i = 0; i < count; i++) {
      for (int s = 0; s < samples; s++) {
        out[to + s] = row[from + s * size];
      }
      if (channels > samples) {
        boolean hidden = true;
        for (int s = 0; s < samples; s++) {
          hidden &= sample(row, i * samples + s) == key[s];
        }
        out[to + samples] = (byte) (hidden ? 0 : OPAQUE);
      }
      from += samples * size;
      to += step;
    }
  }

  private int sample(byte[] row, int index) {
    int depth = header.depth();
    if (depth == 8) {
      return row[1 + index] & 0xff;
    }
    if (depth == 16) {
      return (row[1 + 2 * index] & 0xff) << 8 | (row[2 + 2 * index] & 0xff);
    }
    int bit = index * depth;
    return (row[1 + (bit >> 3)] & 0xff) >> (8 - depth - (bit & 7)) & ((1 << depth) - 1);
  }
}
