// The vectors, as somebody who uses the package would compute them: [what is computed, with which
// options, what must come out]. Any other surrounding (a page) takes the same list.

const drop = (object) => Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));

const direct = ({ device, request, server, expect }) => ({
  name: "sign",
  options: drop({
    productKey: device.product_key,
    deviceName: device.device_name,
    deviceSecret: device.device_secret,
    clientId: request.client_id,
    signMethod: request.sign_method,
    secureMode: request.secure_mode,
    timestamp: request.timestamp,
    extra: request.ext?.map((text) => text.split("=")),
    ...server,
  }),
  expected: drop({
    signingContent: expect.signing_content,
    password: expect.password,
    username: expect.username,
    mqttClientId: expect.mqtt_client_id,
    host: expect.host,
    port: expect.port,
    websocketUrl: expect.websocket_url,
  }),
});

const register = ({ product, request, expect }) => ({
  name: "signHttpsRegister",
  options: {
    productKey: product.product_key,
    deviceName: product.device_name,
    productSecret: product.product_secret,
    random: request.random,
    signMethod: request.sign_method,
  },
  expected: { signingContent: expect.signing_content, sign: expect.sign },
});

const given = (of) => ({
  productKey: of.product_key,
  deviceName: of.device_name,
  clientId: of.client_id,
  signMethod: of.method,
  timestamp: of.timestamp,
  region: of.region,
  instance: of.instance,
});

const form = ({ content, mac, url, body, curl }) => ({ signingContent: content, sign: mac, url, body, curl });

const sub = (device) => {
  const { region, instance, ...rest } = given(device);
  return drop({ ...rest, deviceSecret: device.secret, cleanSession: device.clean_session });
};

const gateway = (name) => (vector) => {
  const { product_key, device_name, message_id, devices } = vector.given;
  const list = devices.map(sub);
  const { signings, topic, reply_topic, max_qos, payload } = vector.expect;
  return {
    name,
    options: {
      gateway: { productKey: product_key, deviceName: device_name },
      messageId: message_id,
      ...(name === "subLogin" ? { device: list[0] } : { devices: list }),
    },
    expected: {
      signings: signings.map(({ content, mac }) => ({ signingContent: content, sign: mac })),
      topic,
      replyTopic: reply_topic,
      maxQos: max_qos,
      payload,
    },
    // Only an addition is documented without client ids.
    refused: name !== "topoAdd" && list.some((device) => device.clientId === undefined),
  };
};

const MADE = {
  https_auth: ({ given: of, expect }) => ({
    name: "signHttpsAuth",
    options: drop({ ...given(of), deviceSecret: of.secret }),
    expected: { ...form(expect), mqttClientId: of.client_id },
  }),
  register_https: ({ given: of, expect }) => ({
    name: "signHttpsRegister",
    options: drop({ ...given(of), productSecret: of.secret, random: of.random }),
    expected: form(expect),
  }),
  register_mqtt: ({ given: of, expect }) => ({
    name: "signMqttRegister",
    options: drop({
      ...given(of),
      productSecret: of.secret,
      random: of.random,
      authType: of.auth_type,
      registerMode: Number(of.mode),
    }),
    expected: {
      signingContent: expect.content,
      password: expect.mac,
      username: expect.username,
      mqttClientId: expect.mqtt_client_id,
    },
  }),
  topo_add: gateway("topoAdd"),
  sub_login: gateway("subLogin"),
  batch_login: gateway("batchLogin"),
  psk: ({ given: of, expect }) => ({
    name: "signPsk",
    options: drop({
      productKey: of.product_key,
      deviceName: of.device_name,
      deviceSecret: of.secret,
      timestamp: of.timestamp,
    }),
    expected: { signingContent: expect.content, identity: expect.identity, key: expect.key },
  }),
};

export function cases({ direct: published, register: registering, made }) {
  const flows = Object.entries(MADE);
  return [
    ...published.map(direct),
    ...registering.map(register),
    ...flows.flatMap(([flow, make]) => made[flow].map(make)),
  ];
}

/** What differs, in words. */
export function differences(signer, vectors) {
  const all = cases(vectors);
  const wrong = [];
  for (const { name, options, expected, refused } of all) {
    let found;
    try {
      found = signer[name](options);
    } catch (error) {
      if (!refused) wrong.push(`${name} ${JSON.stringify(options)}: ${error.message}`);
      continue;
    }
    if (refused) wrong.push(`${name} ${JSON.stringify(options)} is not refused`);
    for (const [key, value] of Object.entries(expected)) {
      if (JSON.stringify(found[key]) !== JSON.stringify(value)) {
        wrong.push(`${name} ${JSON.stringify(options)}: ${key} is ${JSON.stringify(found[key])}`);
      }
    }
  }
  return { count: all.length, wrong };
}
