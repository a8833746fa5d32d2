import com.adobe.epubcheck.api.EpubCheck;
import java.io.File;

/** EPUBCheck over many files in one run of Java: what it finds, then a verdict for each file. */
public class EpubChecks {
  public static void main(String[] files) {
    for (String file : files) {
      int status = new EpubCheck(new File(file)).doValidate();
      System.out.println("VERDICT " + status + " " + file);
    }
  }
}
