// Runs p0.Device, p1.Device and so on, whose library is a stub.
public class Stubs {
    public static void main(String[] count) throws Exception {
        java.io.PrintStream out = new java.io.PrintStream(System.out, false, "UTF-8");
        System.setOut(new java.io.PrintStream(java.io.OutputStream.nullOutputStream()));
        org.eclipse.paho.client.mqttv3.MqttClient.told = text -> out.print(text + "\0");
        for (int i = 0; i < Integer.parseInt(count[0]); i++) {
            Class<?> device = Class.forName("p" + i + ".Device");
            device.getMethod("main", String[].class).invoke(null, (Object) new String[0]);
        }
        out.flush();
    }
}
