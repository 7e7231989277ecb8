package lockstep.nn.inspect;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import lockstep.nn.data.DataException;

/// A page of little pictures and words, from top to bottom, written as a PNG.
final class Sheet {

  static final int WIDTH = 1170;
  static final int MARGIN = 28;
  static final int INSIDE = WIDTH - 2 * MARGIN;

  private static final Color INK = new Color(0x22, 0x26, 0x2E);
  private static final Color PALE = new Color(0x66, 0x6E, 0x7A);
  private static final Color LINE = new Color(0xD4, 0xD8, 0xDE);
  private static final Color BAR = new Color(0x3A, 0x78, 0xB8);

  private static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 22);
  private static final Font HEADING = new Font(Font.SANS_SERIF, Font.BOLD, 16);
  private static final Font NAME = new Font(Font.SANS_SERIF, Font.BOLD, 14);
  private static final Font WORDS = new Font(Font.SANS_SERIF, Font.PLAIN, 13);

  private static final int SCALE_WIDTH = 120;

  /// A picture at a place, enlarged so many times.
  private record Placed(Tile tile, int x, int y, int times) {}

  /// How likely something is.
  record Share(String label, double share) {}

  private final List<Placed> tiles = new ArrayList<>();
  private final List<Consumer<Graphics2D>> words = new ArrayList<>();
  private int y = MARGIN;

  /// The row down to which it is full.
  int y() {
    return y;
  }

  void skip(int rows) {
    y += rows;
  }

  void title(String text) {
    words(text, MARGIN, y + 20, TITLE, INK);
    y += 34;
  }

  void heading(String text) {
    y += 18;
    words(text, MARGIN, y + 15, HEADING, INK);
    y += 26;
  }

  void note(String text) {
    words(text, MARGIN, y + 11, WORDS, PALE);
    y += 22;
  }

  void label(String text, int x, int row) {
    words(text, x, row, WORDS, PALE);
  }

  /// Words that end with dots where there is not enough room.
  void label(String text, int x, int row, int room) {
    label(text, x, row, room, WORDS, PALE);
  }

  /// A name, in the same way.
  void name(String text, int x, int row, int room) {
    label(text, x, row, room, NAME, INK);
  }

  private void label(String text, int x, int row, int room, Font font, Color colour) {
    words.add(g -> {
      g.setFont(font);
      g.setColor(colour);
      g.drawString(fitting(text, g.getFontMetrics(), room), x, row);
    });
  }

  private static String fitting(String text, FontMetrics metrics, int room) {
    String shown = text;
    while (metrics.stringWidth(shown) > room && shown.length() > 2) {
      shown = shown.substring(0, shown.length() - 2).stripTrailing() + "…";
    }
    return shown;
  }

  /// A thin line from side to side.
  void rule() {
    int row = y;
    words.add(g -> {
      g.setColor(LINE);
      g.fillRect(MARGIN, row, INSIDE, 1);
    });
  }

  /// A picture at a place of its own.
  void put(Tile tile, int x, int row, int times) {
    tiles.add(new Placed(tile, x, row, times));
  }

  /// Pictures of one size in rows, as many in each as fit.
  void grid(List<Tile> all, int times, int gap) {
    int each = all.getFirst().width() * times + gap;
    int high = all.getFirst().height() * times + gap;
    int columns = Math.max(1, (INSIDE + gap) / each);
    for (int i = 0; i < all.size(); i++) {
      put(all.get(i), MARGIN + i % columns * each, y + i / columns * high, times);
    }
    y += (all.size() + columns - 1) / columns * high;
  }

  /// What the colours mean, on the line of the note before.
  void scale(Palette palette, String low, String high) {
    int row = y - 20;
    int end = WIDTH - MARGIN;
    words.add(g -> {
      g.setFont(WORDS);
      int right = g.getFontMetrics().stringWidth(high);
      int left = g.getFontMetrics().stringWidth(low);
      int from = end - right - 8 - SCALE_WIDTH;
      for (int x = 0; x < SCALE_WIDTH; x++) {
        g.setColor(new Color(palette.at(x / (SCALE_WIDTH - 1.0))));
        g.fillRect(from + x, row, 1, 12);
      }
      g.setColor(PALE);
      g.drawString(high, end - right, row + 11);
      g.drawString(low, from - 8 - left, row + 11);
    });
  }

  /// Bars with their shares.
  void bars(List<Share> shares, int x, int row, int width) {
    for (int i = 0; i < shares.size(); i++) {
      Share share = shares.get(i);
      int top = row + i * 34;
      words(shortened(share.label(), 26), x, top + 11, WORDS, INK);
      String percent = String.format(java.util.Locale.ROOT, "%.1f %%", 100 * share.share());
      words.add(g -> {
        g.setFont(WORDS);
        g.setColor(PALE);
        g.drawString(percent, x + width - g.getFontMetrics().stringWidth(percent), top + 11);
        g.setColor(LINE);
        g.fillRect(x, top + 16, width, 6);
        g.setColor(BAR);
        g.fillRect(x, top + 16, (int) Math.round(width * share.share()), 6);
      });
    }
  }

  private static String shortened(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most - 1) + "…";
  }

  private void words(String text, int x, int base, Font font, Color colour) {
    words.add(g -> {
      g.setFont(font);
      g.setColor(colour);
      g.drawString(text, x, base);
    });
  }

  BufferedImage image() {
    var image = new BufferedImage(WIDTH, y + MARGIN, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    try {
      g.setColor(Color.WHITE);
      g.fillRect(0, 0, image.getWidth(), image.getHeight());
      for (Placed placed : tiles) {
        g.setColor(LINE);
        g.drawRect(
            placed.x - 1,
            placed.y - 1,
            placed.tile.width() * placed.times + 1,
            placed.tile.height() * placed.times + 1);
        paint(placed, image);
      }
      g.setRenderingHint(
          RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
      words.forEach(each -> each.accept(g));
    } finally {
      g.dispose();
    }
    return image;
  }

  private static void paint(Placed placed, BufferedImage image) {
    int times = placed.times;
    for (int row = 0; row < placed.tile.height(); row++) {
      for (int column = 0; column < placed.tile.width(); column++) {
        int colour = placed.tile.pixels().applyAsInt(row, column);
        for (int i = 0; i < times * times; i++) {
          image.setRGB(
              placed.x + column * times + i % times, placed.y + row * times + i / times, colour);
        }
      }
    }
  }

  void write(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    var bytes = new ByteArrayOutputStream();
    try {
      try (var out = new MemoryCacheImageOutputStream(bytes)) {
        ImageIO.write(image(), "png", out);
      }
      if (folder != null) {
        Files.createDirectories(folder);
      }
      Files.write(file, bytes.toByteArray());
    } catch (IOException e) {
      throw new DataException(
          file.toString(),
          "expected to write a picture there, got " + e + ". Choose another file.",
          e);
    }
  }
}
