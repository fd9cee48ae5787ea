// The fields of CONNECT round somebody else's HMAC: what a page would write that has no signer.
// `hmac` gives lower-case hex of a method's name, the secret and the content.
export const signer = (hmac) => (options) => {
  const { productKey, deviceName, deviceSecret, clientId, timestamp } = options;
  const { signMethod = "hmacsha256", secureMode = 2, region = "cn-shanghai", instance } = options;
  const salt = timestamp === undefined ? "" : `timestamp${timestamp}`;
  const signingContent = `clientId${clientId}deviceName${deviceName}productKey${productKey}${salt}`;
  const parameters = [`securemode=${secureMode}`, `signmethod=${signMethod}`];
  if (timestamp !== undefined) parameters.push(`timestamp=${timestamp}`);
  const host = instance
    ? `${instance}.mqtt.iothub.aliyuncs.com`
    : `${productKey}.iot-as-mqtt.${region}.aliyuncs.com`;
  const scheme = secureMode === 2 ? "wss" : "ws";
  return {
    signingContent,
    password: hmac(signMethod, deviceSecret, signingContent),
    username: `${deviceName}&${productKey}`,
    mqttClientId: `${clientId}|${parameters}|`,
    host,
    port: 1883,
    websocketUrl: `${scheme}://${host}:443/${instance ? "mqtt" : ""}`,
  };
};
