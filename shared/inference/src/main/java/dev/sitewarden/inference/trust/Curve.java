package dev.sitewarden.inference.trust;

import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.interfaces.ECKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;

/** The curves of OpenSSF Model Signing, each with the hash that belongs to it; we sign on P-256. */
enum Curve {
  P256("secp256r1", "SHA256withECDSA"),
  P384("secp384r1", "SHA384withECDSA"),
  P521("secp521r1", "SHA512withECDSA");

  private final String standardName;
  private final String signatureAlgorithm;

  Curve(String standardName, String signatureAlgorithm) {
    this.standardName = standardName;
    this.signatureAlgorithm = signatureAlgorithm;
  }

  String standardName() {
    return standardName;
  }

  String signatureAlgorithm() {
    return signatureAlgorithm;
  }

  static Curve of(ECKey key) throws GeneralSecurityException {
    for (Curve curve : values()) {
      ECParameterSpec own = curve.parameters();
      ECParameterSpec other = key.getParams();
      if (own.getCurve().equals(other.getCurve())
          && own.getGenerator().equals(other.getGenerator())
          && own.getOrder().equals(other.getOrder())) {
        return curve;
      }
    }
    throw new IllegalArgumentException("its curve is none of P-256, P-384 and P-521");
  }

  ECParameterSpec parameters() throws GeneralSecurityException {
    AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
    parameters.init(new ECGenParameterSpec(standardName));
    return parameters.getParameterSpec(ECParameterSpec.class);
  }
}
