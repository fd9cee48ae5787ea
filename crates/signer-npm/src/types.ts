/** How a signature is computed, in the platform's spelling. */
export type SignMethod = 'hmacmd5' | 'hmacsha1' | 'hmacsha256';

/** How the connection is secured: 2 is TLS or wss, 3 is plain TCP or ws. */
export type SecureMode = 2 | 3;

/** A device, as the platform issued it. */
export interface DeviceIdentity {
  productKey: string;
  deviceName: string;
  /** The key of the signature. It is never sent. */
  deviceSecret: string;
}

/** Where the server is; the old public instance of Shanghai when both are left out. */
export interface Place {
  /** The region of an old public instance, for example `cn-shanghai`. Not together with `instance`. */
  region?: string;
  /** An instance id, a host, `host:port`, or a URL of a server of your own. */
  instance?: string;
}

/** What {@link sign} and {@link verify} are told. */
export interface SignOptions extends DeviceIdentity, Place {
  /** Your own choice, at most 64 characters; an empty one lets the platform assign one. */
  clientId: string;
  /** `hmacsha256` when left out. */
  signMethod?: SignMethod;
  /** 2 when left out. */
  secureMode?: SecureMode;
  /** A salt. Signed as text: leading zeros matter. Nothing is added when it is left out. */
  timestamp?: string;
  /** Further extension parameters, sent behind the others in this order. They are not signed. */
  extra?: ReadonlyArray<readonly [name: string, value: string]>;
}

/** Where MQTT is spoken. */
export interface Endpoint {
  /** For TCP and TLS. */
  host: string;
  /** For TCP and TLS. */
  port: number;
  /** For MQTT over WebSocket. */
  websocketUrl: string;
}

/** The names that CONNECT carries. */
export interface ConnectNames {
  /** The user name. */
  username: string;
  /** The whole client id, with its bars. */
  mqttClientId: string;
}

/** Every stage of a direct login. */
export interface Signing extends ConnectNames, Endpoint {
  /** The exact text that is signed, in UTF-8. */
  signingContent: string;
  /** The signature in lower-case hex. */
  password: string;
}

/** What {@link signHttpsAuth} is told. */
export interface HttpsAuthOptions extends DeviceIdentity, Place {
  /** Your own choice, at most 64 characters. */
  clientId: string;
  /** `hmacsha256` when left out. */
  signMethod?: SignMethod;
  /** Of the connection that follows; 2 when left out. */
  secureMode?: SecureMode;
  /** A salt, signed as text. */
  timestamp?: string;
}

/** A signed HTTPS request: `POST` with `application/x-www-form-urlencoded`. */
export interface SignedForm {
  /** The exact text that is signed, in UTF-8. */
  signingContent: string;
  /** The signature in lower-case hex, the field `sign` of the body. */
  sign: string;
  url: string;
  body: string;
  /** The same request as a command. */
  curl: string;
}

/** The request, and what follows it: `iotId` of the answer is the user name, `iotToken` the password. */
export interface HttpsAuth extends SignedForm {
  /** The client id as documented. */
  mqttClientId: string;
  /** The client id as the vendor's C SDK spells it. */
  sdkMqttClientId: string;
}

/** What a registration is told. */
export interface RegisterOptions extends Place {
  productKey: string;
  deviceName: string;
  /** The key of the signature. It is never sent. */
  productSecret: string;
  /** A salt of your own, signed as text. */
  random: string;
  /** `hmacsha256` when left out. */
  signMethod?: SignMethod;
}

/** What {@link signHttpsRegister} is told. */
export type HttpsRegisterOptions = RegisterOptions;

/** What {@link signMqttRegister} is told. */
export interface MqttRegisterOptions extends RegisterOptions {
  /** Your own choice, at most 64 characters. */
  clientId: string;
  /** `register` for a device that was added to its product before, `regnwl` for a new one; the former when left out. */
  authType?: 'register' | 'regnwl';
  /** The documentation disagrees on it; when left out -2 for an instance, else 2. */
  registerMode?: 2 | -2;
}

/** Every stage of a registration over MQTT. */
export interface MqttRegister extends Signing {
  /** Where the result may be pushed, without a subscription. */
  answerTopics: string[];
}

/** What {@link tokenLogin} is told. */
export interface TokenLoginOptions extends Place {
  productKey: string;
  deviceName: string;
  /** As the registration gave it. */
  deviceToken: string;
  /** As the registration gave it: it belongs to the token. */
  clientId: string;
  /** The documentation disagrees on it; `connwl` when left out. */
  authType?: 'connwl' | 'regnwl';
}

/** What CONNECT carries, and where it goes. */
export interface TokenLogin extends ConnectNames, Endpoint {
  /** The device token, unchanged. */
  password: string;
}

/** A sub-device behind a gateway, and how it signs. */
export interface SubDevice extends DeviceIdentity {
  /** Any text, signed as it is; `productKey&deviceName` is recommended. */
  clientId: string;
  /** `hmacsha256` when left out. */
  signMethod?: SignMethod;
  /** A salt, signed as text. */
  timestamp?: string;
  /** Whether a login drops the messages that wait; true when left out. Not signed. */
  cleanSession?: boolean;
}

/** The gateway whose connection is used. */
export interface Gateway {
  productKey: string;
  deviceName: string;
}

interface GatewayOptions {
  gateway: Gateway;
  /** The `id` that the reply carries; 1 when left out. */
  messageId?: number;
}

/** What {@link topoAdd} is told. */
export interface TopoAddOptions extends GatewayOptions {
  /** Here the client id may be left out. */
  devices: ReadonlyArray<Omit<SubDevice, 'clientId'> & { clientId?: string }>;
}

/** What {@link subLogin} is told. */
export interface SubLoginOptions extends GatewayOptions {
  device: SubDevice;
}

/** What {@link batchLogin} is told. */
export interface BatchLoginOptions extends GatewayOptions {
  devices: ReadonlyArray<SubDevice>;
}

/** A message for the gateway to publish. */
export interface GatewayMessage {
  /** One for each sub-device, in their order. */
  signings: { signingContent: string; sign: string }[];
  topic: string;
  /** Where the reply comes. */
  replyTopic: string;
  /** Highest quality of service that the platform takes there. */
  maxQos: 0 | 1;
  /** The JSON text. */
  payload: string;
}

/** What {@link signPsk} is told. */
export interface PskOptions extends DeviceIdentity {
  /** `2524608000000`, as the vendor's SDKs have it, when left out. */
  timestamp?: string;
}

/** Identity and key of TLS by pre-shared key. */
export interface PskSigning {
  /** The exact text that is signed, in UTF-8. */
  signingContent: string;
  /** The PSK identity. */
  identity: string;
  /** The key: 64 upper-case hex digits, as ASCII. */
  key: string;
}
