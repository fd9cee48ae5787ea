package org.eclipse.paho.client.mqttv3;

/** A stub that keeps what it is told. */
public class MqttConnectOptions {
    public static final int MQTT_VERSION_3_1_1 = 4;
    int version;
    boolean clean;
    String username;
    char[] password;
    int keepAlive;

    public void setMqttVersion(int version) {
        this.version = version;
    }

    public void setCleanSession(boolean clean) {
        this.clean = clean;
    }

    public void setUserName(String username) {
        this.username = username;
    }

    public void setPassword(char[] password) {
        this.password = password;
    }

    public void setKeepAliveInterval(int seconds) {
        this.keepAlive = seconds;
    }
}
